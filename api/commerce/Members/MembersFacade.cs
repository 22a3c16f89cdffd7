using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Members.Profile;
using RailLife.Commerce.Members.SignIn;
using RailLife.Commerce.Members.Sms;
using RailLife.Commerce.Members.Stores;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <param name="Level">Code of the level, as the rules of growth name it.</param>
/// <param name="IsActive">False for a blocked member: he signs in no more and moves nothing.</param>
/// <param name="IdentityHash">Keyed hash of the verified identity number; equal for the members of one person.</param>
public sealed record MemberInfo(string Id, string PersonId, MemberKind Kind, string Level, bool IsRealName, bool IsActive, string? PhoneMasked, string? IdentityHash);

/// <param name="Sealed">Receiver, phone and street as one sealed text: what an order keeps of the address.</param>
/// <param name="ReceiverMasked">For display beside it.</param>
public sealed record AddressInfo(string Id, string Province, string City, string District, string ReceiverMasked, string PhoneMasked, string Sealed);

/// <summary>The sealed part of an address, opened for who delivers.</summary>
public sealed record DeliveryAddress(string Receiver, string Phone, string Detail);

/// <summary>What other services may ask of members.</summary>
public sealed class MembersFacade(MembersParts parts)
{
    private readonly SmsQueue sms = new(parts);
    private readonly GiveGrowth give = new(parts);
    private readonly ReverseGrowth reverse = new(parts);
    private readonly CodeCheck codes = new(parts);

    /// <summary>Null when there is no such member.</summary>
    public async Task<MemberInfo?> FindAsync(CoreTransaction tx, string memberId) => Info(await MemberRow.FindAsync(tx, memberId));

    /// <summary>As <see cref="FindAsync"/>; also null when the staff who call do not see him.</summary>
    public async Task<MemberInfo?> FindSeenAsync(CoreTransaction tx, Actor actor, string memberId) => Info(await MemberSight.FindAsync(tx, actor, memberId));

    /// <summary>Null when the member has no such address.</summary>
    public async Task<AddressInfo?> AddressAsync(CoreTransaction tx, string memberId, string addressId) =>
        await AddressRow.FindAsync(tx, memberId, addressId) is { } row
            ? new AddressInfo(row.Id, row.Province, row.City, row.District, row.ReceiverMasked, row.PhoneMasked, row.Sealed)
            : null;

    /// <exception cref="InvalidDataException">Not sealed by this installation.</exception>
    public DeliveryAddress OpenAddress(string sealedAddress) =>
        System.Text.Json.JsonSerializer.Deserialize<DeliveryAddress>(parts.Seal.Open(sealedAddress), EventJson.Options) ?? throw new InvalidDataException("the address was sealed empty");

    /// <summary>Gives growth for something the member did, by the rules in force; his level follows.</summary>
    /// <remarks>Catalogue MBR-14..17: purchase when the order completes; review and shown order when their audit passes.</remarks>
    /// <returns>Growth given; 0 when the rules give none.</returns>
    public Task<Outcome<long>> AddGrowthAsync(CoreTransaction tx, GrowthCause cause, Actor actor) => give.RunAsync(tx, actor, cause);

    /// <summary>Takes back what <paramref name="grantReference"/> gave, under the rules of then; never twice, never more.</summary>
    /// <remarks>Catalogue MBR-18.</remarks>
    /// <param name="reference">Of this reversal, such as <c>refund/0198…</c>.</param>
    /// <param name="refundedMinor">This refund's part of the amount; null = all that is left.</param>
    /// <returns>Growth taken back.</returns>
    public Task<Outcome<long>> ReverseGrowthAsync(CoreTransaction tx, string memberId, string grantReference, string reference, long? refundedMinor, Actor actor) =>
        reverse.RunAsync(tx, actor, memberId, grantReference, reference, refundedMinor);

    /// <summary>Member deduction of the member's level in basis points of the price; 0 for nobody.</summary>
    /// <remarks>Catalogue MBR-13.</remarks>
    public async Task<int> DiscountOfLevelAsync(CoreTransaction tx, string memberId) =>
        await MemberRow.FindAsync(tx, memberId) is { } row ? (await GrowthRulesBook.CurrentAsync(tx)).Rules.Level(row.Level).DeductionBasisPoints : 0;

    /// <summary>Uses up the code that was sent to the member's phone. A wrong one counts as a try.</summary>
    /// <remarks>Catalogue RSK-02.</remarks>
    public async Task<bool> SpendCodeAsync(CoreTransaction tx, string memberId, string code) =>
        await MemberRow.FindAsync(tx, memberId) is { PhoneSealed: { } sealedPhone } && PhoneNumber.TryParse(parts.Seal.Open(sealedPhone), out var phone, out _)
        && await codes.SpendAsync(tx, new Actor(Edge.ActorKind.Member, memberId), parts.Hash.Of(PersonalKind.Mobile, phone.Digits), code, memberId) is null;

    /// <summary>True when the member has joined the store.</summary>
    /// <remarks>Catalogue MBR-21.</remarks>
    public Task<bool> IsOfStoreAsync(CoreTransaction tx, string memberId, string storeId) => StoreMembers.HasAsync(tx, storeId, memberId);

    /// <summary>Sends a short message to a member's number when the transaction is durable; nothing happens for one who has none.</summary>
    /// <remarks>Catalogue ORD-26.</remarks>
    public async Task SendSmsAsync(CoreTransaction tx, string memberId, string template, string text)
    {
        if (await MemberRow.FindAsync(tx, memberId) is { PhoneSealed: { } sealedPhone } && PhoneNumber.TryParse(parts.Seal.Open(sealedPhone), out var phone, out _))
            await sms.PutAsync(tx, phone, template, text, memberId);
    }

    private static MemberInfo? Info(MemberRow? row) => row is null ? null
        : new MemberInfo(row.Id, row.PersonId, Words.Parse<MemberKind>(row.Kind), row.Level, row.VerifiedAt is not null, row.State == Words.Of(MemberState.Active), row.PhoneMasked, row.IdentityHash);
}
