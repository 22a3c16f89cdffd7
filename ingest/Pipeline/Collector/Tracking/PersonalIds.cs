using System.Text;
using RailLife.Contracts;

namespace RailLife.Ingest.Tracking;

/// <summary>Ids that are a person's phone number or e-mail address: apps sign people in by them and send them as the user's id.</summary>
internal static class PersonalIds
{
    /// <param name="token">A JSON value as written.</param>
    public static PersonalKind? KindOf(ReadOnlySpan<byte> token)
    {
        // An escape may hide the very character that tells.
        if (token.Contains((byte)'\\')) token = Encoding.UTF8.GetBytes(new JsonPart(0, token.Length).Text(token));
        var text = token is [(byte)'"', .., (byte)'"'] ? token[1..^1] : token;
        if (text.IndexOf((byte)'@') > 0) return PersonalKind.Email;
        if (text.StartsWith("+86"u8)) text = text[3..];
        return text.Length == 11 && text[0] == (byte)'1' && text[1] >= (byte)'3' && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? PersonalKind.Mobile : null;
    }
}
