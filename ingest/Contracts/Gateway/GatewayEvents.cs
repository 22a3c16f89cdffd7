namespace RailLife.Contracts.Gateway;

/// <summary>A call came to the single entry and was answered, there or behind it [统一入口].</summary>
/// <remarks>Catalogue PGW-01. Key: the caller, else <c>anonymous</c>. What a trade service did with it says <c>log.operation</c>.</remarks>
/// <param name="Route">As the API describes it; <c>(none)</c> = the path leads nowhere.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="IsAdmitted">False = the gateway itself answered: not proven, or too many.</param>
/// <param name="DurationMicros">From the call's arrival to its answer.</param>
[Event("gateway.request", Topics.Log)]
public sealed record GatewayRequest(string Caller, string Method, [Text(500)] string Route, [Range(100, 599)] int Status, bool IsAdmitted, [Range(0, long.MaxValue)] long DurationMicros) : IEventRecord;

/// <summary>A caller could not prove who he is [签名错误].</summary>
/// <remarks>Catalogue PGW-02. Key: the caller as far as he named himself, else <c>anonymous</c>.</remarks>
/// <param name="Code">The refusal's code: <c>bad-signature</c>, <c>replayed-nonce</c>.</param>
[Event("gateway.auth.failed", Topics.Log)]
public sealed record GatewayAuthFailed(string? KeyId, string Method, [Text(500)] string Path, string Code) : IEventRecord;

/// <summary>A caller asked more than he may [流控].</summary>
/// <remarks>Catalogue PGW-04.</remarks>
[Event("gateway.throttled", Topics.Log)]
public sealed record GatewayThrottled(string Caller, string Method, [Text(500)] string Path) : IEventRecord;

/// <summary>A service behind the gateway does not answer and is left alone for a while [熔断].</summary>
/// <remarks>Catalogue PGW-04. Key: the service.</remarks>
/// <param name="Failures">In a row.</param>
[Event("gateway.broken", Topics.Log)]
public sealed record GatewayBroken(string Service, [Range(1, 1_000_000)] int Failures) : IEventRecord;
