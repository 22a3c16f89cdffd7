using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RailLife.Contracts;

/// <summary>New ids: UUIDv7 (RFC 9562), sortable by time, never equal or falling within one source. Safe from several threads.</summary>
public sealed class IdSource
{
    private readonly TimeProvider clock;
    private readonly Random? seeded;
    private readonly Lock gate = new();
    private long lastMillis;
    private int counter;

    /// <param name="clock">Gives the first 48 bits.</param>
    /// <param name="seed">With a seed and a fixed clock the same ids come every time (tests, simulations); without, they cannot be guessed.</param>
    public IdSource(TimeProvider clock, int? seed = null)
    {
        this.clock = clock;
        seeded = seed is { } s ? new Random(s) : null;
    }

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (gate)
        {
            var millis = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), lastMillis);
            // Twelve bits count within a millisecond; a clock that stands still or goes back borrows from the next one.
            counter = millis == lastMillis ? counter + 1 : 0;
            if (counter > 0xFFF)
            {
                counter = 0;
                millis++;
            }
            lastMillis = millis;
            if (seeded is null) RandomNumberGenerator.Fill(bytes[8..]);
            else seeded.NextBytes(bytes[8..]);
            BinaryPrimitives.WriteInt64BigEndian(bytes, (millis << 16) | 0x7000L | (long)counter);
        }
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
