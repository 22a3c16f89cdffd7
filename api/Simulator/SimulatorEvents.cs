namespace RailLife.Simulator;

/// <summary>How events of a simulated city can be told from others.</summary>
public static class SimulatorEvents
{
    /// <summary>Source of every event of a simulated city, whichever way it goes out.</summary>
    public const string Source = "/raillife/simulator";
}
