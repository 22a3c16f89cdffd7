using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Members.Identity;
using RailLife.Commerce.Members.Profile;
using RailLife.Commerce.Members.SignIn;
using RailLife.Commerce.Members.Sms;
using RailLife.Commerce.Members.Stores;
using RailLife.Commerce.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Members;

/// <summary>Members [会员]: who they are, how they sign in, what they have told us; growth, levels, membership of stores.</summary>
public static class MembersModule
{
    public static MigrationSet Tables { get; } = new("member", [.. MemberTables.Steps]);

    public static void MapMembers(this CommerceRoutes routes, MembersParts parts, MerchantsFacade merchants)
    {
        MapSignIn(routes, parts);
        MapProfile(routes, parts);
        MapStaff(routes, parts);
        MapGrowth(routes, parts);
        MapStores(routes, parts, merchants);
    }

    /// <summary>What falls due with time: messages to hand over, codes to forget.</summary>
    public static IEnumerable<IDueWork> DueWork(CoreDatabase database, MembersParts parts)
    {
        var options = parts.Options;
        ISmsChannel? channel = options.IsSandbox ? new SandboxSms(database, parts.Hash, parts.Keys)
            : options.SmsGateway is { } address ? new SmsGateway(new HttpClient { Timeout = TimeSpan.FromSeconds(10) }, address, options.SmsGatewayKey) : null;
        if (channel is not null) yield return new DueWork("sms", TimeSpan.FromMilliseconds(500), new SmsSender(database, parts, channel).RunDueAsync);
        yield return new DueWork("member-levels", TimeSpan.FromMinutes(1), new DemoteMembers(database, parts).RunDueAsync);
        yield return new DueWork("sign-in-codes", TimeSpan.FromHours(1), new ForgetCodes(database).RunDueAsync);
    }

    private static void MapSignIn(CommerceRoutes routes, MembersParts parts)
    {
        routes.Post<SendCodeBody, CodeSent>("/v1/auth/codes", Access.Anyone, "MBR-01", "Send a sign-in code to a mobile number", new SendCode(parts).RunAsync);
        routes.Post<OpenSessionBody, SessionOpened>("/v1/auth/sessions", Access.Anyone, "MBR-01", "Sign in with number and code; registers at the first time", new OpenSession(parts).RunAsync);
        routes.Post<Nothing, SessionOpened>("/v1/auth/visitors", Access.Anyone, "MBR-01", "Begin as a visitor without a number", new OpenVisitorSession(parts).RunAsync);
        if (parts.Options.IsSandbox)
            routes.Get<SandboxSmsList>("/v1/sandbox/sms", Access.Staff, "ORD-26", "Messages that the sandbox kept instead of sending", SandboxSms.ListAsync(parts), "phone");
    }

    private static void MapProfile(CommerceRoutes routes, MembersParts parts)
    {
        var accounts = new LoginAccounts(parts);
        var addresses = new Addresses(parts);
        routes.Get<OwnProfile>("/v1/me", Access.Member, "MBR-04, MBR-06", "Own data, in clear", new ReadProfile(parts).OwnAsync);
        routes.Put<UpdateProfileBody, MemberView>("/v1/me", Access.Member, "MBR-06", "Change own basic info", new UpdateProfile(parts).RunAsync);
        routes.Post<ClaimStaffBody, MemberView>("/v1/me/staff", Access.Member, "MBR-01", "Prove to be metro staff by staff number", new ClaimStaff(parts).RunAsync);
        routes.Post<VerifyRealNameBody, MemberView>("/v1/me/real-name", Access.Member, "MBR-25", "Verify the real name", new VerifyRealName(parts).RunAsync);
        routes.Get<LoginAccountList>("/v1/me/accounts", Access.Member, "MBR-03", "Own login accounts", accounts.ListAsync);
        routes.Post<LinkPhoneBody, LoginAccountList>("/v1/me/accounts/phones", Access.Member, "MBR-03", "Link a further number", accounts.LinkPhoneAsync);
        routes.Delete<LoginAccountList>("/v1/me/accounts/{id}", Access.Member, "MBR-03", "Unlink a login account; the last number stays", accounts.UnlinkAsync);
        routes.Get<AddressList>("/v1/me/addresses", Access.Member, "MBR-06", "Own addresses, in clear", addresses.ListAsync);
        routes.Post<AddressBody, AddressView>("/v1/me/addresses", Access.Member, "MBR-06", "Add an address", addresses.AddAsync);
        routes.Put<AddressBody, AddressView>("/v1/me/addresses/{id}", Access.Member, "MBR-06", "Change an address", addresses.ChangeAsync);
        routes.Delete<Nothing>("/v1/me/addresses/{id}", Access.Member, "MBR-06", "Remove an address", addresses.RemoveAsync);
    }

    private static void MapStaff(CommerceRoutes routes, MembersParts parts)
    {
        var accounts = new LoginAccounts(parts);
        var read = new ReadProfile(parts);
        routes.Get<Page<MemberView>>("/v1/members", Access.Staff, "MBR-06", "Members, masked, newest first", read.ListAsync, "phone", "kind", "level", "limit", "cursor");
        routes.Get<MemberView>("/v1/members/{id}", Access.Staff, "MBR-06", "A member, masked", read.OneAsync);
        routes.Put<BlockMemberBody, MemberView>("/v1/members/{id}/state", Access.Staff, "MBR-06", "Block a member, or let him in again", new BlockMember(parts).RunAsync);
        routes.Post<LinkExternalBody, LoginAccountList>("/v1/members/{id}/accounts", Access.Staff, "MBR-03", "Link an account of another provider to a member", accounts.LinkExternalAsync);
        routes.Put<StaffNumberBody, StaffNumberView>("/v1/staff-numbers/{number}", Access.Staff, "MBR-01, ORG-04", "Put a staff number on the whitelist, or take it off", new KeepStaffNumber(parts).RunAsync);
        routes.Get<PersonView>("/v1/persons/{id}", Access.Staff, "MBR-02", "A person with his members, merchants and merges", new ReadPerson().RunAsync);
        routes.Post<MergePersonsBody, MergeView>("/v1/persons/{id}/merges", Access.Staff, "MBR-02", "Two persons are one", new MergePersons(parts).RunAsync);
        routes.Delete<MergeView>("/v1/persons/{id}/merges/{merge}", Access.Staff, "MBR-02", "Undo a merge", new UnmergePersons(parts).RunAsync);
    }

    private static void MapGrowth(CommerceRoutes routes, MembersParts parts)
    {
        routes.Get<GrowthView>("/v1/me/growth", Access.Member, "MBR-10, MBR-13", "Own growth, level and benefits", ReadGrowth.OwnAsync);
        routes.Get<Page<GrowthEntryView>>("/v1/me/growth/entries", Access.Member, "MBR-10", "How own growth came and went, newest first", ReadGrowth.OwnEntriesAsync, "limit", "cursor");
        routes.Post<Nothing, BenefitUseView>("/v1/me/benefits/{code}/uses", Access.Member, "MBR-13", "Use a benefit of the own level", new UseBenefit(parts).RunAsync);
        routes.Get<GrowthView>("/v1/members/{id}/growth", Access.Staff, "MBR-10", "A member's growth and level", ReadGrowth.OneAsync);
        routes.Get<Page<GrowthEntryView>>("/v1/members/{id}/growth/entries", Access.Staff, "MBR-10", "How a member's growth came and went", ReadGrowth.EntriesAsync, "limit", "cursor");
        routes.Get<LevelChangeList>("/v1/members/{id}/level-changes", Access.Staff, "MBR-10", "A member's levels, newest first", ReadGrowth.ChangesAsync);
        routes.Put<SetLevelBody, MemberView>("/v1/members/{id}/level", Access.Staff, "MBR-10", "Set a member's level for a bounded time", new SetLevel(parts).RunAsync);
        routes.Get<GrowthRulesView>("/v1/growth/rules", Access.SignedIn, "MBR-12, MBR-20", "How growth is earned and which level it makes", GrowthRulesBook.ReadAsync);
        routes.Put<GrowthRules, GrowthRulesView>("/v1/growth/rules", Access.Staff, "MBR-12, MBR-20", "Replace the rules; the next version holds from now on", GrowthRulesBook.ReplaceAsync);
    }

    private static void MapStores(CommerceRoutes routes, MembersParts parts, MerchantsFacade merchants)
    {
        var stores = new StoreMembers(parts, merchants);
        routes.Get<StoreMembershipList>("/v1/me/stores", Access.Member, "MBR-21", "Stores that one has joined", StoreMembers.OwnAsync);
        routes.Post<Nothing, StoreMembership>("/v1/me/stores/{store}", Access.Member, "MBR-21", "Join a store's membership", stores.JoinAsync);
        routes.Get<Page<StoreMembership>>("/v1/stores/{store}/members", Access.MerchantOrStaff, "MBR-21", "Members of a store", stores.ListAsync, "limit", "cursor");
        routes.Put<StoreLevelBody, StoreMembership>("/v1/stores/{store}/members/{member}", Access.MerchantOrStaff, "MBR-21", "Set a member's level in a store", stores.SetLevelAsync);
        routes.Get<StoreLevels>("/v1/stores/{store}/member-levels", Access.MerchantOrStaff, "MBR-21", "Levels of a store", stores.LevelsAsync);
        routes.Put<StoreLevelsBody, StoreLevels>("/v1/stores/{store}/member-levels", Access.MerchantOrStaff, "MBR-21", "Replace the levels of a store", stores.ReplaceLevelsAsync);
    }
}
