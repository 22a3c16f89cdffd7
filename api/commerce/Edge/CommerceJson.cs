using System.Text.Json;
using System.Text.Json.Serialization;
using RailLife.Contracts;

namespace RailLife.Commerce.Edge;

/// <summary>How requests and answers are spelled: as events are, and a field that nobody knows is refused rather than ignored.</summary>
internal static class CommerceJson
{
    public static JsonSerializerOptions Options { get; } = new(EventJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };
}
