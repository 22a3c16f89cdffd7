using System.Text;
using RailLife.Contracts;

namespace RailLife.Ingest;

/// <summary>
/// A log record that hides what it carries. The collector seals an event that fails its contract, since nobody knows what personal data
/// stands in it; ingest opens it, rejects it for the same reason and seals it again for ods_rejected.
/// </summary>
public sealed class SealedRecords(RawSealer sealer)
{
    // No event begins like this: JSON allows no NUL.
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("\0sealed1:");

    public static bool IsSealed(ReadOnlySpan<byte> record) => record.StartsWith(Mark);

    public byte[] Seal(ReadOnlySpan<byte> raw) => [.. Mark, .. Encoding.ASCII.GetBytes(sealer.Seal(raw))];

    /// <summary>The bytes inside; the record as it is when this installation's keys did not seal it, so that it is rejected as what it looks like.</summary>
    public ReadOnlySpan<byte> Open(ReadOnlySpan<byte> record)
    {
        try
        {
            return sealer.Open(Encoding.ASCII.GetString(record[Mark.Length..]));
        }
        catch (InvalidDataException)
        {
            return record;
        }
    }
}
