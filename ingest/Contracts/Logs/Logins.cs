namespace RailLife.Contracts.Logs;

/// <summary>Somebody signed in to a back office [统一门户]. Key: the account's id.</summary>
/// <remarks>Catalogue PLT-03.</remarks>
[Event("auth.login.succeeded", Topics.Log)]
public sealed record LoginSucceeded(
    string AccountId,
    string? Workspace,
    [Personal(PersonalKind.Address)] string? ClientAddress) : IEventRecord;

/// <summary>A sign-in failed.</summary>
/// <remarks>Catalogue PLT-03.</remarks>
/// <param name="AccountId">Null when the name that was tried belongs to nobody.</param>
[Event("auth.login.failed", Topics.Log)]
public sealed record LoginFailed(
    string? AccountId,
    LoginFailure Reason,
    [Personal(PersonalKind.Address)] string? ClientAddress) : IEventRecord;

public enum LoginFailure
{
    UnknownAccount,
    WrongSecret,
    Locked,
    Expired,
}
