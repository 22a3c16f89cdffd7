using RailLife.Contracts;

namespace RailLife.Commerce.Edge;

/// <summary>An endpoint for the API's description and for the list of capabilities.</summary>
/// <param name="Capability">Catalogue ids that it serves, by comma: <c>ORD-04, FUL-27</c>.</param>
/// <param name="Body">Null = no body.</param>
/// <param name="Query">Names of the query's parameters.</param>
public sealed record RouteDescription(string Method, string Path, Access Access, string Capability, string Summary, DocumentContract? Body, DocumentContract? Answer, IReadOnlyList<string> Query);
