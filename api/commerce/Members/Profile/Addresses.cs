using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

public sealed record AddressBody(
    [Text(40)] string Receiver, [Text(24)] string Phone, [Text(40)] string Province, [Text(40)] string City, [Text(40)] string District, [Text(200)] string Detail, bool IsDefault);

/// <summary>An address as changes answer: receiver and phone masked, no street.</summary>
public sealed record AddressView(string Id, string Receiver, string Phone, string Province, string City, string District, bool IsDefault, long Version) : IVersioned;

/// <summary>An address as its owner sees it: in clear.</summary>
public sealed record OwnAddress(string Id, string Receiver, string Phone, string Province, string City, string District, [Text(200)] string Detail, bool IsDefault, long Version);

public sealed record AddressList(IReadOnlyList<OwnAddress> Items);

/// <summary>Addresses [收货地址] of a member: receiver, phone and street rest sealed; the region stays readable, freight is counted by it.</summary>
/// <remarks>Catalogue MBR-06. How many is bounded by a counter on the member's row, which also keeps racing calls in order.</remarks>
internal sealed class Addresses(MembersParts parts)
{
    public async Task<Outcome<AddressList>> ListAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<AddressRow>($"select {AddressRow.Columns} from member_address where member_id = @Id order by id", new { call.Actor.Id });
        return new AddressList([.. rows.Select(Own)]);
    }

    public async Task<Outcome<AddressView>> AddAsync(Call call, AddressBody body, CoreTransaction tx)
    {
        if (Check(body, out var phone) is { } refusal) return refusal;
        var memberId = call.Actor.Id;
        var hasRoom = await tx.ExecuteOneAsync("update member_member set address_count = address_count + 1, version = version + 1 where id = @memberId and address_count < @Max", new { memberId, Max = parts.Options.AddressesMax });
        if (!hasRoom) return Refusal.Conflict("too-many-addresses", $"found {parts.Options.AddressesMax} addresses, which is the most; remove one first");
        var id = parts.Ids.Next();
        await OnlyDefaultAsync(tx, memberId, body);
        await tx.ExecuteAsync(
            """
            insert into member_address (id, member_id, receiver_masked, phone_masked, sealed, province, city, district, is_default, created_at, version)
            values (@id, @memberId, @ReceiverMasked, @PhoneMasked, @Sealed, @Province, @City, @District, @IsDefault, @NowMicros, 1)
            """, Row(id, memberId, body, phone, tx.NowMicros));
        return await DoneAsync(call, tx, memberId, id);
    }

    public async Task<Outcome<AddressView>> ChangeAsync(Call call, AddressBody body, CoreTransaction tx)
    {
        if (Edits.Needed(call) is { } needed) return needed;
        if (Check(body, out var phone) is { } refusal) return refusal;
        var (memberId, id) = (call.Actor.Id, call.Path("id"));
        await tx.ExecuteAsync("update member_member set version = version + 1 where id = @memberId", new { memberId });
        if (await AddressRow.FindAsync(tx, memberId, id) is not { } row) return Refusal.NotFound("address", id);
        if (row.Version != call.IfMatch) return Edits.Changed;
        await OnlyDefaultAsync(tx, memberId, body);
        await tx.ExecuteAsync(
            """
            update member_address set receiver_masked = @ReceiverMasked, phone_masked = @PhoneMasked, sealed = @Sealed, province = @Province, city = @City, district = @District,
              is_default = @IsDefault, version = version + 1
            where id = @id and member_id = @memberId
            """, Row(id, memberId, body, phone, tx.NowMicros));
        return await DoneAsync(call, tx, memberId, id);
    }

    public async Task<Outcome<Nothing>> RemoveAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var (memberId, id) = (call.Actor.Id, call.Path("id"));
        await tx.ExecuteAsync("update member_member set version = version + 1 where id = @memberId", new { memberId });
        if (!await tx.ExecuteOneAsync("delete from member_address where id = @id and member_id = @memberId", new { id, memberId })) return Refusal.NotFound("address", id);
        await tx.ExecuteAsync("update member_member set address_count = address_count - 1 where id = @memberId", new { memberId });
        await TellAsync(call, tx, memberId);
        return new Nothing();
    }

    private OwnAddress Own(AddressRow row)
    {
        var clear = row.Clear(parts.Seal);
        return new OwnAddress(row.Id, clear.Receiver, clear.Phone, row.Province, row.City, row.District, clear.Detail, row.IsDefault == 1, row.Version);
    }

    private static Refusal? Check(AddressBody body, out PhoneNumber phone)
    {
        if (!PhoneNumber.TryParse(body.Phone, out phone, out var refusal)) return refusal;
        foreach (var (name, value) in new[] { ("receiver", body.Receiver), ("province", body.Province), ("city", body.City), ("district", body.District), ("detail", body.Detail) })
            if (string.IsNullOrWhiteSpace(value)) return Refusal.Invalid("bad-address", $"{name}: found nothing, expected text");
        return null;
    }

    private object Row(string id, string memberId, AddressBody body, PhoneNumber phone, long nowMicros) => new
    {
        id, memberId, ReceiverMasked = Masked.Name(body.Receiver.Trim()), PhoneMasked = phone.Masked,
        Sealed = parts.Seal.Seal(JsonSerializer.Serialize(new ClearAddress(body.Receiver.Trim(), phone.Digits, body.Detail.Trim()), EventJson.Options)),
        Province = body.Province.Trim(), City = body.City.Trim(), District = body.District.Trim(), IsDefault = body.IsDefault ? 1L : 0L, NowMicros = nowMicros,
    };

    private static Task OnlyDefaultAsync(CoreTransaction tx, string memberId, AddressBody body) =>
        body.IsDefault ? tx.ExecuteAsync("update member_address set is_default = 0 where member_id = @memberId and is_default = 1", new { memberId }) : Task.CompletedTask;

    private async Task<Outcome<AddressView>> DoneAsync(Call call, CoreTransaction tx, string memberId, string id)
    {
        await TellAsync(call, tx, memberId);
        var row = await AddressRow.FindAsync(tx, memberId, id) ?? throw new InvalidOperationException($"the address '{id}' was not written");
        return new AddressView(row.Id, row.ReceiverMasked, row.PhoneMasked, row.Province, row.City, row.District, row.IsDefault == 1, row.Version);
    }

    // The event says how many there are now, never where they lead.
    private async Task TellAsync(Call call, CoreTransaction tx, string memberId)
    {
        var count = await tx.GetAsync<long>("select address_count from member_member where id = @memberId", new { memberId });
        tx.Emit(parts.Header(tx, call.Actor, memberId), new MemberUpdated(memberId, null, null, null, null, null, (int)count));
    }
}
