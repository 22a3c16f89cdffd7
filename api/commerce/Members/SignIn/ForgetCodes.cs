using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <summary>Takes away codes, quotas and messages whose time is over; hourly.</summary>
public sealed class ForgetCodes(CoreDatabase database)
{
    private const int MessageDays = 7;

    /// <returns>0: nothing is left over.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        await database.WriteAsync(ForgetAsync, ct);
        return 0;
    }

    private static async Task ForgetAsync(CoreTransaction tx)
    {
        var old = new { tx.NowMicros, MessagesBefore = tx.Now.AddDays(-MessageDays).ToMicros() };
        await tx.ExecuteAsync("delete from member_code where expires_at <= @NowMicros", old);
        await tx.ExecuteAsync("delete from member_code_quota where ends_at <= @NowMicros", old);
        await tx.ExecuteAsync("delete from member_sms where created_at <= @MessagesBefore and state in ('sent', 'failed')", old);
        await tx.ExecuteAsync("delete from member_sandbox_sms where created_at <= @MessagesBefore", old);
    }
}
