using RailLife.Host.Verbs;

return await CommandLine.RunAsync([UpVerb.Verb, PartVerbs.Serve, PartVerbs.Ingest, PartVerbs.Build, SqlVerb.Verb, ImportVerb.Verb, RejectedVerb.Verb, CheckVerb.Verb], args);
