using System.Text.RegularExpressions;
using RailLife.Commerce.Members;
using RailLife.Commerce.Members.Sms;

namespace RailLife.Tests.Commerce.Members;

/// <summary>Members over HTTP with the sandbox's messages.</summary>
internal sealed partial class MembersBed : IAsyncDisposable
{
    private readonly CommerceBed bed;

    private MembersBed(CommerceBed bed, CommerceServer server, MembersParts parts)
    {
        (this.bed, Server, Parts) = (bed, server, parts);
        Sender = new SmsSender(bed.Database, parts, new SandboxSms(bed.Database, bed.Hash, bed.Keys));
        Facade = new MembersFacade(parts);
    }

    public CommerceServer Server { get; }
    public CommerceBed Bed => bed;
    public MembersParts Parts { get; }
    public MembersFacade Facade { get; }
    public SmsSender Sender { get; }

    public static async Task<MembersBed> StartAsync(string kind, bool isSandbox = true)
    {
        var bed = await CommerceBed.StartAsync(kind);
        var parts = new MembersParts(bed.Ids, bed.Hash, bed.Keys, bed.Tokens, new MembersOptions(IsSandbox: isSandbox)) { Zone = CommerceBed.Zone };
        return new MembersBed(bed, await CommerceServer.StartAsync(bed, routes => routes.MapMembers(parts, new RailLife.Commerce.Merchants.MerchantsFacade())), parts);
    }

    /// <summary>The code that the sandbox has for a number, after asking for one.</summary>
    public async Task<string> CodeAsync(string phone)
    {
        bed.Clock.Now += TimeSpan.FromMinutes(61);   // past the quota of the hour
        var asked = await Server.SendAsync("POST", "/v1/auth/codes", null, $$"""{"phone":"{{phone}}"}""");
        Assert.Equal(200, asked.Status);
        return await LastCodeAsync(phone);
    }

    public async Task<string> LastCodeAsync(string phone)
    {
        await Sender.RunDueAsync(CommerceBed.Ct);
        var kept = await Server.SendAsync("GET", $"/v1/sandbox/sms?phone={phone}", Server.StaffToken());
        return SixDigits().Match(kept.Body.GetProperty("items")[0].GetProperty("text").GetString()!).Value;
    }

    public Task<ServerAnswer> OpenAsync(string phone, string code, string? token = null, string? staffNumber = null) =>
        Server.SendAsync("POST", "/v1/auth/sessions", token, staffNumber is null ? $$"""{"phone":"{{phone}}","code":"{{code}}"}""" : $$"""{"phone":"{{phone}}","code":"{{code}}","staff_number":"{{staffNumber}}"}""");

    public async Task<SignedIn> SignInAsync(string phone)
    {
        var answer = await OpenAsync(phone, await CodeAsync(phone));
        Assert.True(answer.Status == 200, answer.Text);
        var member = answer.Body.GetProperty("member");
        return new SignedIn(member.GetProperty("id").GetString()!, member.GetProperty("person_id").GetString()!, answer.String("token"));
    }

    /// <summary>Everything that the outbox holds, as text, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await bed.ReadAsync(tx => tx.ListAsync<byte[]>("select value from outbox order by position"))).Select(System.Text.Encoding.UTF8.GetString)];

    public async Task<int> CountAsync(string eventName) => (await EventsAsync()).Count(e => e.Contains($"\"raillife.{eventName}.v1\"", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await bed.DisposeAsync();
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}

internal sealed record SignedIn(string Id, string PersonId, string Token);
