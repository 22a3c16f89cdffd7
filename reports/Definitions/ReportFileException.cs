namespace RailLife.Reports.Definitions;

/// <summary>A report file whose header or text is not right: file, line, what was found, what was expected.</summary>
public sealed class ReportFileException(string file, int line, string message) : Exception($"{file}:{line}: {message}");
