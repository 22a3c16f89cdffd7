namespace RailLife.Tests.Commerce.WrongStates;

/// <summary>A call that comes at the wrong time, or in the wrong money.</summary>
/// <param name="Path"><c>{paid}</c> is the id of the thing of that name in the <see cref="Wardrobe"/>, in the body too.</param>
/// <param name="By">buyer, stranger, merchant, other-merchant or staff.</param>
/// <param name="Tells">The wish itself is a fact: an event is told, and nothing else changes.</param>
public sealed record WrongCall(string What, string By, string Path, string? Body, int Status, string Code, string Method = "POST", long? IfMatch = null, bool Tells = false);
