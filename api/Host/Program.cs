using RailLife.Host.Verbs;

return await CommandLine.RunAsync([], args);
