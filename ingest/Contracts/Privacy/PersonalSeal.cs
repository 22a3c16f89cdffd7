using System.Text;

namespace RailLife.Contracts;

/// <summary>Encrypts a personal value (AES-256-GCM under the key ring) for those who must read it again: a courier the address, its owner all of it.</summary>
public sealed class PersonalSeal(KeyRing ring)
{
    private readonly RawSealer sealer = new(ring);

    public string Seal(string clear) => sealer.Seal(Encoding.UTF8.GetBytes(clear));

    /// <exception cref="InvalidDataException">Not sealed by a key of this ring, or changed since.</exception>
    public string Open(string sealedText) => Encoding.UTF8.GetString(sealer.Open(sealedText));
}
