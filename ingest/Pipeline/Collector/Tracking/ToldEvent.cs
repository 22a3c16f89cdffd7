using RailLife.Contracts.Tracking;

namespace RailLife.Ingest.Tracking;

/// <summary>What one event of a client's API says: places in its JSON, in our words. What does not fit stays as told, so that the checker names it.</summary>
internal struct ToldEvent
{
    public BehaviourProtocol Protocol;

    /// <summary>Null = a call that the API does not have; its word stands in <see cref="Operation"/>.</summary>
    public BehaviourKind? Kind;

    public JsonPart Operation;

    /// <summary>The id that the client gave; without one <see cref="MadeId"/>.</summary>
    public JsonPart Id;
    public string? MadeId;

    /// <summary>Who the client says it was before signing in, and which member he is.</summary>
    public JsonPart Visitor, Member;

    public JsonPart Name, ItemType, GroupId;

    /// <summary>The client's clock: microseconds since 1970, or what stood there instead of an instant.</summary>
    public long? TimeMicros;
    public JsonPart OddTime;

    /// <summary>When the client sent it, by its own clock; null = it did not say.</summary>
    public long? SentMicros;

    public JsonPart Properties, Traits, Context;
    public JsonPart LibraryName, LibraryVersion, UserAgent, Page, Referrer;
    public JsonPart Source, Medium, Campaign, Term, Content;

    public readonly bool HasCampaign => Source.Exists || Medium.Exists || Campaign.Exists || Term.Exists || Content.Exists;
}
