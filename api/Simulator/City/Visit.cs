namespace RailLife.Simulator.City;

/// <summary>One visit of a member to the shop's app: what he looks at, and what comes of it. Everything is drawn beforehand.</summary>
/// <param name="At">When it begins, UTC.</param>
/// <param name="Query">What he searches for; null = he browses.</param>
/// <param name="Viewed">Goods whose pages he opens, in order, with the shop of each.</param>
/// <param name="LeavesInCart">He puts the last one into the cart and goes.</param>
/// <param name="Purchase">What he orders; null = nothing.</param>
/// <param name="Device">Which of his devices: 0 = his own telephone.</param>
/// <param name="SignIn">When the client comes to know who he is; who takes something is known by then.</param>
/// <param name="Referrer">Where he came from; null = straight.</param>
public sealed record Visit(Resident Member, DateTimeOffset At, string? Query, IReadOnlyList<(Shop Shop, Good Good)> Viewed, bool LeavesInCart, Purchase? Purchase, int Device, SignIn SignIn, string? Referrer);

/// <summary>An order before it is placed, with all that will become of it. Delays are seconds.</summary>
/// <param name="ThroughCart">He fills the cart first; else he buys at once.</param>
/// <param name="PaysAfter">From placing; null = he never does.</param>
/// <param name="CancelsAfter">From payment, before it is shipped; null = he does not.</param>
/// <param name="ShipsAfter">From payment; for a service when it is served, for what is virtual nothing.</param>
/// <param name="SignsAfter">From shipping; null = he forgets, and the time signs for him.</param>
/// <param name="Review">Of the first line; null = none.</param>
/// <param name="Return">Of the first line; null = he keeps it.</param>
public sealed record Purchase(Shop Shop, IReadOnlyList<(Good Good, int Quantity)> Lines, bool ThroughCart, double? PaysAfter, double? CancelsAfter, double ShipsAfter, double? SignsAfter, PlannedReview? Review, PlannedReturn? Return);

/// <param name="After">Seconds from receipt.</param>
public sealed record PlannedReview(double After, int Stars);

/// <param name="After">Seconds from receipt until he applies.</param>
/// <param name="AuditedAfter">From the application.</param>
/// <param name="SentAfter">From the audit.</param>
/// <param name="InboundAfter">From sending back.</param>
/// <param name="Reason">In the services' word.</param>
public sealed record PlannedReturn(double After, double AuditedAfter, double SentAfter, double InboundAfter, string Reason);
