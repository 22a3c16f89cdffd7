using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;

namespace RailLife.Contracts;

/// <summary>The secret keys of one installation: <c>data/keys/ring.json</c>, readable by its owner only. The last key is the one in use.</summary>
/// <remarks>Losing it makes kept hashes unjoinable with new ones and sealed bytes unreadable: back it up apart from the data.</remarks>
public sealed class KeyRing
{
    /// <param name="Id"><c>k</c> and 1 to 16 lower-case letters or digits: the prefix of every hash made with it.</param>
    internal sealed record Key(string Id, byte[] HashSecret, byte[] SealSecret);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly IReadOnlyList<Key> keys;

    private KeyRing(IReadOnlyList<Key> keys) => this.keys = keys;

    internal Key Current => keys[^1];

    internal Key? Find(string id) => keys.FirstOrDefault(k => k.Id == id);

    /// <summary>Opens the ring of a data folder; the first one to ask makes it, and everybody who races for it gets the same.</summary>
    /// <exception cref="InvalidDataException">The file is no key ring; nothing is overwritten.</exception>
    public static KeyRing Open(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "keys");
        var path = Path.Combine(folder, "ring.json");
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("a key ring needs Unix file modes; run RailLife on Linux");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            CreateIfAbsent(path);
        }
        return Read(path);
    }

    // A hard link appears whole or not at all, and never replaces the file of whoever was first.
    [UnsupportedOSPlatform("windows")]
    private static void CreateIfAbsent(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var key = new Key("k1", RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        try
        {
            using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            {
                JsonSerializer.Serialize(file, new[] { key });
                file.Flush(flushToDisk: true);
            }
            if (Link(draft, path) != 0 && !File.Exists(path))
                throw new IOException($"{path} could not be created (errno {Marshal.GetLastPInvokeError()}); the data folder needs a file system with hard links");
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static KeyRing Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var keys = JsonSerializer.Deserialize<Key[]>(file);
            if (keys is { Length: > 0 } && keys.All(IsSound)) return new KeyRing(keys);
        }
        catch (JsonException)
        {
            // Told below with the path: the parser's words could quote a secret.
        }
        throw new InvalidDataException($"{path} is no key ring; expected a list of keys with Id, HashSecret and SealSecret of 32 bytes; restore it from your backup");
    }

    private static bool IsSound(Key key) => key is { Id: ['k', _, ..], HashSecret.Length: 32, SealSecret.Length: 32 } && key.Id.Length <= 17;

    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string created);
}
