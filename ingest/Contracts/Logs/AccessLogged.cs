namespace RailLife.Contracts.Logs;

/// <summary>A web server answered a request [访问日志]. Key: the client's hash, so one client stays in order.</summary>
/// <remarks>Catalogue PLT-17 (operation log).</remarks>
/// <param name="Path">Without the query string, which can carry anything personal.</param>
/// <param name="Bytes">Of the body.</param>
/// <param name="ReferrerHost">The host only.</param>
/// <param name="Client">Keyed hash of the client's address.</param>
[Event("log.accessed", Topics.Log)]
public sealed record AccessLogged(
    [Text(20)] string Method,
    [Text(2000)] string Path,
    [Range(100, 599)] int Status,
    [Range(0, long.MaxValue)] long Bytes,
    string? ReferrerHost,
    [Text(1000)] string? Agent,
    [Personal(PersonalKind.Address)] string Client) : IEventRecord;
