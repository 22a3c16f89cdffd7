using System.Text;

namespace RailLife.Contracts;

/// <summary>Which names of free properties hold personal values. One rule for everything whose content a client decides.</summary>
public static class PersonalNames
{
    private const int LongestBytes = 32;

    private static readonly (PersonalKind Kind, string Names)[] Anywhere =
    [
        (PersonalKind.Mobile, "phone phonenumber phoneno mobile mobilephone mobilenumber tel telephone cellphone identitymobile 手机 手机号 手机号码 电话 联系电话"),
        (PersonalKind.Email, "email emailaddress mail identityemail 邮箱 电子邮箱"),
        (PersonalKind.Address, "ip ipaddress clientip remoteip"),
        (PersonalKind.IdentityNumber, "idno idcard idcardno idnumber identitynumber identitycard passport passportno certno 身份证 身份证号 证件号"),
        (PersonalKind.Name, "realname fullname firstname lastname givenname familyname surname receivername consignee contactname 姓名 真实姓名 收货人 联系人"),
        (PersonalKind.PostalAddress, "address homeaddress deliveryaddress shippingaddress billingaddress receiveraddress street 地址 收货地址 住址"),
        (PersonalKind.ExternalAccount, "openid unionid wechatopenid wechatunionid identitywechatopenid identitywechatunionid"),
    ];

    private static readonly (PersonalKind Kind, string Names)[] OfPersons = [(PersonalKind.Name, "name username nickname nick displayname 昵称 用户名")];

    private static readonly (Utf8NameTable Names, PersonalKind[] Kinds) General = TableOf(Anywhere);
    private static readonly (Utf8NameTable Names, PersonalKind[] Kinds) Person = TableOf([.. Anywhere, .. OfPersons]);

    /// <summary>The kind of value under a name; null = not personal. Case, <c>$</c>, <c>_</c>, <c>-</c> and blanks do not matter.</summary>
    /// <param name="isPerson">The object is about a person: his name is personal, the name of a page is not.</param>
    public static PersonalKind? Of(ReadOnlySpan<byte> name, bool isPerson)
    {
        if (name.Length > LongestBytes) return null;
        Span<byte> usual = stackalloc byte[LongestBytes];
        var length = 0;
        foreach (var b in name)
        {
            if (b is (byte)'$' or (byte)'_' or (byte)'-' or (byte)' ') continue;
            usual[length++] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }
        var (names, kinds) = isPerson ? Person : General;
        return names.Find(usual[..length]) is >= 0 and var place ? kinds[place] : null;
    }

    private static (Utf8NameTable, PersonalKind[]) TableOf((PersonalKind Kind, string Names)[] lists)
    {
        var all = lists.SelectMany(l => l.Names.Split(' ').Select(name => (l.Kind, Name: name))).ToArray();
        return (new Utf8NameTable(all.Select(a => Encoding.UTF8.GetBytes(a.Name))), [.. all.Select(a => a.Kind)]);
    }
}
