// The short name that tests of every room use for the good events of the catalogue.
global using Samples = RailLife.Bench.Contracts.SampleEvents;
