namespace RailLife.Contracts.Logs;

/// <summary>A call of a trade service was answered [操作日志]. Key: the route.</summary>
/// <remarks>Catalogue PLT-17. Who called stands in the envelope's actor.</remarks>
/// <param name="Route">With its placeholders: <c>/v1/orders/{id}</c>.</param>
/// <param name="Code">Of a refusal.</param>
[Event("log.operation", Topics.Log)]
public sealed record OperationLogged(
    [Text(20)] string Method,
    [Text(500)] string Route,
    [Range(100, 599)] int Status,
    string? Code,
    [Range(0, long.MaxValue)] long DurationMicros) : IEventRecord;

/// <summary>A call changed something [业务日志]. Key: the route.</summary>
/// <remarks>Catalogue PLT-17. What changed, the service's own events say.</remarks>
/// <param name="Capability">Catalogue ids that the route serves.</param>
[Event("log.business", Topics.Log)]
public sealed record BusinessLogged(
    [Text(20)] string Method,
    [Text(500)] string Route,
    [Text(500)] string Capability) : IEventRecord;

/// <summary>A call broke [异常日志]. Key: the route.</summary>
/// <remarks>Catalogue PLT-17. No message: it can quote anything personal.</remarks>
/// <param name="Exception">Its type.</param>
/// <param name="At">The method that threw it; null when the runtime does not say.</param>
[Event("log.exception", Topics.Log)]
public sealed record ExceptionLogged(
    [Text(20)] string Method,
    [Text(500)] string Route,
    string Exception,
    [Text(500)] string? At) : IEventRecord;

/// <summary>Something that only developers care about [开发日志]. Key: the component.</summary>
/// <remarks>Catalogue PLT-17.</remarks>
/// <param name="Code">What, language-free: <c>events-lost</c>.</param>
[Event("log.dev", Topics.Log)]
public sealed record DevLogged(
    string Component,
    string Code,
    [Range(0, long.MaxValue)] long Count) : IEventRecord;
