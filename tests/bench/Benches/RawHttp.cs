using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RailLife.Bench.Benches;

/// <summary>A keep-alive HTTP/1.1 client that costs next to nothing, since it shares the cores with the server that it measures.</summary>
internal sealed class RawHttp : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly string _host;

    public RawHttp(Uri server)
    {
        _host = server.Authority;
        _socket.Connect(IPAddress.Parse(server.Host), server.Port);
    }

    public byte[] Request(string path, string? etag = null) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_host}\r\n{(etag is null ? "" : $"If-None-Match: {etag}\r\n")}\r\n");

    /// <summary>Sends and reads the whole answer; status and ETag.</summary>
    public (int Status, string? ETag) Send(byte[] request)
    {
        _socket.Send(request);
        var have = 0;
        int head;
        while ((head = _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8)) < 0) have += Receive(have);
        var headers = Encoding.ASCII.GetString(_buffer, 0, head);
        var status = int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var length = Header(headers, "Content-Length") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        for (var left = head + 4 + length - have; left > 0;) left -= Receive(0);
        return (status, Header(headers, "ETag"));
    }

    /// <summary>Sends and reads the whole answer without an allocation; its status.</summary>
    public int Post(ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        var have = 0;
        int head;
        while ((head = _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8)) < 0) have += Receive(have);
        var headers = _buffer.AsSpan(0, head);
        var at = headers.IndexOf(LengthHeader);
        var length = at < 0 ? 0 : Number(headers[(at + LengthHeader.Length)..]);
        var status = Number(headers[9..]);
        for (var left = head + 4 + length - have; left > 0;) left -= Receive(0);
        return status;
    }

    public void Dispose() => _socket.Dispose();

    private static ReadOnlySpan<byte> LengthHeader => "\r\nContent-Length: "u8;

    private static int Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int number, out _) ? number : throw new IOException("the answer is no HTTP");

    private int Receive(int at) => _socket.Receive(_buffer, at, _buffer.Length - at, SocketFlags.None) is > 0 and var count
        ? count
        : throw new IOException("the server closed the connection in the middle of an answer");

    private static string? Header(string headers, string name)
    {
        var at = headers.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        at += name.Length + 4;
        var end = headers.IndexOf('\r', at);
        return end < 0 ? headers[at..] : headers[at..end];
    }
}
