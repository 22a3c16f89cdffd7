using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Commerce.Orders;

/// <summary>The number of an order that people read and say: day, second of the day, nine digits that tell nothing. 20 digits; children add <c>-1</c>, <c>-2</c>.</summary>
/// <remarks>Separate from the id, so that neither can be guessed from the other.</remarks>
internal static class OrderNumber
{
    /// <param name="local">The moment of placing in the operator's zone.</param>
    /// <param name="attempt">From 1; another number for another attempt.</param>
    public static string Of(DateTimeOffset local, string orderId, int attempt)
    {
        var digits = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{orderId}/{attempt}"))) % 1_000_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{local:yyMMdd}{(int)local.TimeOfDay.TotalSeconds:D5}{digits:D9}");
    }

    public static string OfChild(string parent, int position) => string.Create(CultureInfo.InvariantCulture, $"{parent}-{position}");
}
