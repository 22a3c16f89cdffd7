using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>The <c>Idempotency-Key</c> of a call: a repeated one with the same body gets the first answer, with another body a 409.</summary>
/// <remarks>Law I-40. The key is written in the use case's own transaction: of two racing calls one runs and the other gets its answer.</remarks>
internal sealed class RepeatKey
{
    private const int LengthMax = 200;

    private readonly string caller;
    private readonly string key;
    private readonly string requestHash;

    private RepeatKey(string caller, string key, string requestHash) => (this.caller, this.key, this.requestHash) = (caller, key, requestHash);

    /// <summary>Null when the call has no key.</summary>
    /// <exception cref="BadCallException">The key is too long.</exception>
    public static RepeatKey? Of(HttpContext http, Actor actor, byte[] body)
    {
        if (http.Request.Headers["Idempotency-Key"] is not [{ Length: > 0 } key]) return null;
        if (key.Length > LengthMax) throw new BadCallException("bad-idempotency-key", $"Idempotency-Key: found {key.Length} characters, expected 1 to {LengthMax}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
        hash.AppendData(body);
        return new RepeatKey(actor.ToString(), key, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public async Task<Outcome<Reply>> OnceAsync(CoreTransaction tx, Func<Task<Outcome<Reply>>> useCase)
    {
        var isFirst = await tx.ExecuteOneAsync(
            "insert into idempotency_key (caller, key, request_hash, status, created_at) values (@caller, @key, @requestHash, 0, @NowMicros) on conflict do nothing",
            new { caller, key, requestHash, tx.NowMicros });
        if (!isFirst) return await RepeatedAsync(tx);
        // A refusal is an answer too, and the retry gets the same one; what the refused part did is undone.
        var outcome = await tx.TryAsync(useCase);
        var reply = outcome.IsDone ? outcome.Value : Reply.Of(outcome.Refusal!);
        await tx.ExecuteAsync("update idempotency_key set status = @Status, body = @Body where caller = @caller and key = @key", new { reply.Status, reply.Body, caller, key });
        return reply;
    }

    private async Task<Outcome<Reply>> RepeatedAsync(CoreTransaction tx)
    {
        var first = await tx.GetAsync<FirstAnswer>("select request_hash, status, body from idempotency_key where caller = @caller and key = @key", new { caller, key });
        if (first.RequestHash != requestHash) return Refusal.Conflict("idempotency-key-reused", $"the Idempotency-Key '{key}' came before with another request; use a new one for a new request");
        return new Reply((int)first.Status, first.Body);
    }

    private sealed record FirstAnswer
    {
        public string RequestHash { get; init; } = "";
        public long Status { get; init; }
        public byte[] Body { get; init; } = [];
    }
}
