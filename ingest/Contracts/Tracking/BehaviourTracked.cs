using System.Text.Json;

namespace RailLife.Contracts.Tracking;

/// <summary>Something that a client library told of a visitor [埋点事件]. Key: the visitor, as the client knows him before he signs in.</summary>
/// <remarks>
/// Catalogue class T, what only the client can tell; the event's own name stands in <paramref name="Name"/>, and the tracking plan says what it means.
/// The member of the envelope is the one that the client names.
/// </remarks>
/// <param name="Name">The event's, page's or screen's name; for an identification and the like the call's own name.</param>
/// <param name="Protocol">Whose API told it.</param>
/// <param name="Operation">The API's own word for the call: <c>track</c>, <c>profile_set_once</c>.</param>
/// <param name="Bytes">Size of the event as the client sent it, at most 32 KiB.</param>
/// <param name="IsPlanned">The tracking plan has the event and all of its properties.</param>
/// <param name="Unplanned">Properties that the plan does not have, the first ones; null = none, or the event itself is not planned.</param>
/// <param name="IsBot">The client calls itself a robot.</param>
/// <param name="BusinessDate">The operator's day on which it happened.</param>
/// <param name="SkewMinutes">By how many minutes the client's clock was found ahead of ours; the event's time is corrected by them. Null = not at all.</param>
/// <param name="Library">Name and version of the client library.</param>
/// <param name="Page">Path of the page, without query string.</param>
/// <param name="ReferrerHost">Host of the page before, when it is another site's or not known to be the same.</param>
/// <param name="Properties">What the client told of the event, or of the item.</param>
/// <param name="Traits">What the client told of the person or the group.</param>
/// <param name="Context">What else the client told: device, screen, app.</param>
[Event("behaviour.tracked", Topics.Tracking)]
public sealed record BehaviourTracked(
    BehaviourKind Kind,
    string Name,
    BehaviourProtocol Protocol,
    string Operation,
    [Range(0, BehaviourTracked.BytesMax)] long Bytes,
    bool IsPlanned,
    [Items(0, 50)] IReadOnlyList<string>? Unplanned,
    bool IsBot,
    BusinessDate BusinessDate,
    [Range(-525_600_000, 525_600_000)] long? SkewMinutes,
    string? Library,
    [Text(1000)] string? Page,
    [Text(200)] string? ReferrerHost,
    Campaign? Campaign,
    JsonElement? Properties,
    JsonElement? Traits,
    JsonElement? Context) : IEventRecord
{
    public const int BytesMax = 32 << 10;
}

/// <summary>What a client told: behaviour (track, page, screen), who the visitor is (identify, signup, alias), or facts of a person, a group or an item.</summary>
public enum BehaviourKind
{
    Track,
    Page,
    Screen,
    Identify,
    Signup,
    Alias,
    Profile,
    Group,
    Item,
}

public enum BehaviourProtocol
{
    Segment,
    Sensors,
}

/// <summary>The campaign [推广活动] that brought the visitor, as the page's utm parameters say.</summary>
public sealed record Campaign(
    [Text(200)] string? Source,
    [Text(200)] string? Medium,
    [Text(200)] string? Name,
    [Text(200)] string? Term,
    [Text(200)] string? Content);
