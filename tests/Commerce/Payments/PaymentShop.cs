using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using RailLife.Commerce;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Payments;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>Payments behind real HTTP with the sandbox as channel, a recorder in the place of Orders, and wallets with money in them.</summary>
internal sealed class PaymentShop : IAsyncDisposable
{
    public const string Member = "m1";
    private readonly WebApplication app;
    private readonly HttpClient outbound;

    private PaymentShop(CommerceBed bed, WebApplication app, Func<CommerceBed, IPayChannel>? more)
    {
        (Bed, this.app) = (bed, app);
        // Routes stand before the port is known: the name leads to it later.
        outbound = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { Timeout = TimeSpan.FromSeconds(10) };
        var address = new Uri("http://shop.test");
        Bank = new SandboxBank(bed.Database, bed.Keys, bed.Ids, outbound, () => new Uri(address, "/v1/payments/notify/sandbox"));
        Facade = new PaymentsFacade(Ledger, bed.Ids, new CommerceOptions(), new ChannelSet([new SandboxChannel(bed.Database, bed.Keys, Bank), .. more is null ? Array.Empty<IPayChannel>() : [more(bed)]]));
        Module = new PaymentsModule(new PaymentsParts(bed.Database, Facade, Recorder, new FixedProof(), new RawSealer(bed.Keys), outbound, AllowsHttpHooks: true, Bank));
        Module.Map(new CommerceRoutes(app, bed.Database, bed.Tokens));
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = address };
    }

    public CommerceBed Bed { get; }
    public LedgerFacade Ledger => new(Bed.Ids);
    public PaymentsFacade Facade { get; }
    public PaymentsModule Module { get; }
    public SandboxBank Bank { get; }
    public Recorder Recorder { get; } = new();
    public HttpClient Http { get; }

    public static async Task<PaymentShop> OpenAsync(string kind, Func<CommerceBed, IPayChannel>? more = null)
    {
        var bed = await CommerceBed.StartAsync(kind);
        await bed.WriteAsync(tx => tx.ExecuteAsync("create table told (what text not null, id text not null, primary key (what, id))"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var shop = new PaymentShop(bed, app, more);
        await app.StartAsync();
        return shop;
    }

    public async Task FillAsync(LedgerAccount account, long amount)
    {
        var outcome = await Bed.WriteAsync(tx => Ledger.PostAsync(tx, Actor.Platform, new Transfer($"fill/{Bed.Ids.Next()}", "wallet-recharge", new DateOnly(2026, 3, 1), [Posting.Debit(LedgerAccounts.Bank("CNY"), amount), account.IsDebitNormal ? Posting.Debit(account, amount) : Posting.Credit(account, amount), .. account.IsDebitNormal ? [Posting.Credit(LedgerAccounts.Bank("CNY"), 2 * amount)] : Array.Empty<Posting>()])));
        Assert.True(outcome.IsDone, outcome.Refusal?.Detail);
    }

    public async Task<PaymentView> CreateAsync(string orderId, long payable, params TenderAsk[] tenders) => (await TryCreateAsync(orderId, payable, Member, null, tenders)).Value;

    public Task<Outcome<PaymentView>> TryCreateAsync(string orderId, long payable, string member, string? device, params TenderAsk[] tenders) => Bed.WriteAsync(tx => Facade.CreateAsync(tx, Actor.Platform,
        new PaymentRequest(orderId, member, payable, "CNY", "order", ["mer-1"], tx.Now.AddMinutes(30), tenders) { Device = device }));

    public Task<PaymentView> PaymentAsync(string orderId) => Bed.ReadAsync(async tx => await Facade.FindAsync(tx, orderId) ?? throw new InvalidOperationException("no payment"));

    public Task<Outcome<RefundView>> RefundAsync(string orderId, string refundId, long amount) => Bed.WriteAsync(tx => Facade.RefundAsync(tx, Actor.Platform, new RefundRequest(orderId, refundId, amount, "returned")));

    public Task<Outcome<PaymentView>> CloseAsync(string orderId) => Bed.WriteAsync(tx => Facade.CloseAsync(tx, orderId, Actor.Platform));

    public Task SetMannerAsync(SandboxManner manner) => Bed.WriteAsync(tx => SandboxBank.SetMannerAsync(tx, null, manner));

    public async Task<bool> PayerPaysAsync(string tradeNo) => (await Bed.WriteAsync<bool>(async tx => await Bank.PayAsync(tx, tradeNo))).Value;

    public Task<long> BalanceAsync(LedgerAccount account) => Bed.ReadAsync(tx => Ledger.BalanceAsync(tx, account));

    public Task<long> CountAsync(string sql) => Bed.ReadAsync(tx => tx.GetAsync<long>(sql));

    public Task<IReadOnlyList<string>> ToldAsync() => Bed.ReadAsync(tx => tx.ListAsync<string>("select what || ' ' || id from told order by what, id"));

    /// <summary>Lets the clock's work run until nothing is due.</summary>
    public async Task WorkAsync(params string[] only)
    {
        for (var round = 0; round < 50; round++)
        {
            var done = 0;
            foreach (var work in Module.Work.Where(w => only.Length == 0 || only.Contains(w.Name))) done += await work.RunDueAsync(CommerceBed.Ct);
            if (done == 0) return;
        }
        Assert.Fail("the work does not come to an end");
    }

    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        var end = Bed.Clock.Now + time;
        while (Bed.Clock.Now < end)
        {
            Bed.Clock.Now += step;
            await WorkAsync();
        }
    }

    public async Task<(HttpStatusCode Status, JsonObject? Json)> CallAsync(HttpMethod method, string path, Actor? actor, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (actor is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bed.Tokens.Issue(actor, TimeSpan.FromHours(1)));
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, CommerceBed.Ct);
        var text = await response.Content.ReadAsStringAsync(CommerceBed.Ct);
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Http.Dispose();
        outbound.Dispose();
        await Bed.DisposeAsync();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var port = context.DnsEndPoint.Host == "shop.test" ? new Uri(app.Urls.Single()).Port : context.DnsEndPoint.Port;
        await socket.ConnectAsync(IPAddress.Loopback, port, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class FixedProof : IPayerProof
    {
        public Task<bool> IsProofAsync(CoreTransaction tx, string memberId, string proof) => Task.FromResult(proof == $"secret of {memberId}");
    }
}

/// <summary>In the place of Orders and After-sales: writes down what it is told, and breaks when it is told twice.</summary>
internal sealed class Recorder : IPaymentOutcomes
{
    public Task PaidAsync(CoreTransaction tx, PaymentDone payment) => TellAsync(tx, "paid", payment.OrderId);

    public Task ExpiredAsync(CoreTransaction tx, string orderId) => TellAsync(tx, "expired", orderId);

    public Task RefundedAsync(CoreTransaction tx, RefundDone refund) => TellAsync(tx, "refunded", refund.RefundId);

    public Task RefundFailedAsync(CoreTransaction tx, RefundDone refund, string code) => TellAsync(tx, "refund-failed", refund.RefundId);

    private static Task TellAsync(CoreTransaction tx, string what, string id) => tx.ExecuteAsync("insert into told (what, id) values (@what, @id)", new { what, id });
}
