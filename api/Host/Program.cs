using RailLife.Host.Verbs;

return await CommandLine.RunAsync(
[
    UpVerb.Verb, PartVerbs.Serve, PartVerbs.Collect, PartVerbs.Ingest, PartVerbs.Build, PartVerbs.Commerce, PartVerbs.Relay,
    ImportVerb.Verb, SimulateVerb.Verb, SqlVerb.Verb, TableVerb.Verb, TrackingVerb.Verb, RejectedVerb.Verb, CheckVerb.Verb,
    TokenVerb.Verb, LedgerVerb.Verb,
], args);
