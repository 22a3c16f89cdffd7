using System.Text.Json;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

internal sealed record AddressRow
{
    public const string Columns = "id, member_id, receiver_masked, phone_masked, sealed, province, city, district, is_default, version";

    public string Id { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string ReceiverMasked { get; init; } = "";
    public string PhoneMasked { get; init; } = "";
    public string Sealed { get; init; } = "";
    public string Province { get; init; } = "";
    public string City { get; init; } = "";
    public string District { get; init; } = "";
    public long IsDefault { get; init; }
    public long Version { get; init; }

    public static Task<AddressRow?> FindAsync(CoreTransaction tx, string memberId, string id) =>
        tx.FindAsync<AddressRow>($"select {Columns} from member_address where id = @id and member_id = @memberId", new { id, memberId });

    public ClearAddress Clear(PersonalSeal seal) => JsonSerializer.Deserialize<ClearAddress>(seal.Open(Sealed), EventJson.Options)
        ?? throw new InvalidDataException($"the address '{Id}' was sealed empty");
}

/// <summary>What is sealed of an address.</summary>
internal sealed record ClearAddress(string Receiver, string Phone, string Detail);
