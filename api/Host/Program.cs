using RailLife.Host.Verbs;

return await CommandLine.RunAsync(
[
    UpVerb.Verb, PartVerbs.Serve, PartVerbs.Ingest, PartVerbs.Build,
    ImportVerb.Verb, SqlVerb.Verb, TableVerb.Verb, RejectedVerb.Verb, CheckVerb.Verb,
], args);
