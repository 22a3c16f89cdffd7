using System.Net;

namespace RailLife.Host.Http;

/// <summary>The address to listen on. Until sign-in exists the platform answers everybody who reaches it, so it is reached from this machine only.</summary>
public static class LoopbackAddress
{
    /// <exception cref="ArgumentException">The address is no loopback address, or no address; the message says what to pass.</exception>
    public static IPAddress Parse(string listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        if (listen.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return IPAddress.Loopback;
        if (!IPAddress.TryParse(listen.Trim('[', ']'), out var address))
            throw new ArgumentException($"--listen {listen}: found no IP address, expected 127.0.0.1, ::1 or localhost");
        return IPAddress.IsLoopback(address)
            ? address
            : throw new ArgumentException($"--listen {listen}: the platform has no sign-in yet, so everybody who reached this address could read all data; expected a loopback address (127.0.0.1, ::1, localhost). To look from another machine, forward the port: ssh -L 5080:127.0.0.1:5080 <host>");
    }
}
