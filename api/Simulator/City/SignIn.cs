using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;

namespace RailLife.Simulator.City;

/// <summary>When a client comes to know who its visitor is.</summary>
public enum SignIn
{
    /// <summary>It remembers him from an earlier visit.</summary>
    Remembered,

    /// <summary>He looks around as nobody, and signs in for what he wants to buy, or at the end.</summary>
    OnTheWay,

    /// <summary>He comes and goes as nobody.</summary>
    Never,
}

/// <summary>How visits are recognised, and what a client tells when its visitor signs in.</summary>
public static class SignIns
{
    /// <summary>Share of the visits that come from another device than the member's own telephone: a browser at work, one whose memory was cleared.</summary>
    public const double ElsewhereShare = 0.25;

    /// <summary>Other devices that a member uses.</summary>
    public const int ElsewhereDevices = 3;

    /// <summary>Share of the visits on the own telephone that begin as nobody's ...</summary>
    public const double UnknownShare = 0.2;

    /// <summary>... and on another device.</summary>
    public const double UnknownElsewhereShare = 0.65;

    /// <summary>Share of those who sign in although they take nothing.</summary>
    public const double IdlyShare = 0.15;

    /// <summary>The identification: Segment's from browsers, Sensors' from apps and mini-programs.</summary>
    /// <param name="device">As the client names itself.</param>
    public static BehaviourTracked Told(string channel, string device, string memberId, DateOnly day)
    {
        var isBrowser = channel is "h5" or "pc";
        var call = isBrowser
            ? JsonSerializer.SerializeToUtf8Bytes(new { type = "identify", anonymousId = device, userId = memberId })
            : JsonSerializer.SerializeToUtf8Bytes(new { type = "track_signup", @event = "$SignUp", distinct_id = memberId, original_id = device });
        return new(isBrowser ? BehaviourKind.Identify : BehaviourKind.Signup, isBrowser ? "identify" : "$SignUp", isBrowser ? BehaviourProtocol.Segment : BehaviourProtocol.Sensors, isBrowser ? "identify" : "track_signup",
            call.Length, IsPlanned: true, Unplanned: null, IsBot: false, new BusinessDate(day), SkewMinutes: null, Library: null, Page: null, ReferrerHost: null, Campaign: null, Properties: null, Traits: null, Context: null);
    }
}
