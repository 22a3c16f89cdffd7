using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Profile;

/// <summary>Basic info as the member wants it; a field that is absent is taken away.</summary>
public sealed record UpdateProfileBody([Text(40)] string? Nickname, Gender? Gender, [Range(1900, 2100)] int? BirthYear, [Text(200)] string? Email);

/// <summary>A member changes his basic info; two devices that do it at once do not overwrite each other.</summary>
/// <remarks>Catalogue MBR-06.</remarks>
internal sealed class UpdateProfile(MembersParts parts)
{
    public async Task<Outcome<MemberView>> RunAsync(Call call, UpdateProfileBody body, CoreTransaction tx)
    {
        if (Edits.Needed(call) is { } needed) return needed;
        if (body.Email is { Length: > 0 } given && !IsEmail(given)) return Refusal.Invalid("bad-email", $"email: found {given.Length} characters that are no address, expected one such as name@example.org");
        if (body.BirthYear > tx.Now.Year) return Refusal.Invalid("bad-birth-year", $"birth_year: found {body.BirthYear}, expected {tx.Now.Year} or earlier");
        var id = call.Actor.Id;
        var email = string.IsNullOrWhiteSpace(body.Email) ? null : PersonalHash.Usual(PersonalKind.Email, body.Email);
        var isChanged = await tx.ExecuteOneAsync(
            """
            update member_member set nickname = @Nickname, gender = @Gender, birth_year = @BirthYear, email_sealed = @EmailSealed, email_masked = @EmailMasked, version = version + 1
            where id = @id and version = @IfMatch
            """,
            new
            {
                id, call.IfMatch, body.Nickname, Gender = body.Gender is { } g ? Words.Of(g) : null, BirthYear = (long?)body.BirthYear,
                EmailSealed = email is null ? null : parts.Seal.Seal(email), EmailMasked = email is null ? null : Masked.Email(email),
            });
        if (await MemberRow.FindAsync(tx, id) is not { } row) return Refusal.NotFound("member", id);
        if (!isChanged) return Edits.Changed;
        tx.Emit(parts.Header(tx, call.Actor, id), new MemberUpdated(id, null, email is null ? null : parts.Hash.Of(PersonalKind.Email, email), body.Gender, body.BirthYear, row.Level));
        return MemberView.Of(row);
    }

    private static bool IsEmail(string text) =>
        text.Trim() is var email && email.IndexOf('@') is > 0 and var at && at == email.LastIndexOf('@') && email.LastIndexOf('.') is var dot && dot > at + 1 && dot < email.Length - 1
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
