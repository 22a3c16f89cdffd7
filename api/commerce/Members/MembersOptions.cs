namespace RailLife.Commerce.Members;

/// <summary>Settings of sign-in and profiles, with their defaults.</summary>
/// <param name="CodeMinutes">How long a code opens the door.</param>
/// <param name="CodeTriesMax">Wrong codes until a new one must be asked for.</param>
/// <param name="CodesPerMinute">Codes that one number may ask for in a clock minute.</param>
/// <param name="CodesPerHour">In a clock hour.</param>
/// <param name="CodesPerDay">In a UTC day.</param>
/// <param name="SessionHours">Life of a token.</param>
/// <param name="AddressesMax">Addresses that a member keeps.</param>
/// <param name="IsSandbox">True: messages go nowhere but into a table that staff can read. Never in production.</param>
/// <param name="SmsGateway">Where messages are handed over; with neither this nor the sandbox they wait.</param>
/// <param name="SmsGatewayKey">The gateway's bearer key.</param>
public sealed record MembersOptions(
    int CodeMinutes = 5,
    int CodeTriesMax = 5,
    int CodesPerMinute = 1,
    int CodesPerHour = 5,
    int CodesPerDay = 10,
    int SessionHours = 24 * 7,
    int AddressesMax = 20,
    bool IsSandbox = false,
    Uri? SmsGateway = null,
    string SmsGatewayKey = "");
