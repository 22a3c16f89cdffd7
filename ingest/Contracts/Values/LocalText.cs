namespace RailLife.Contracts;

/// <summary>A name that people read, in the languages it exists in.</summary>
public sealed record LocalText([Text(500)] string? Zh, [Text(500)] string? En);
