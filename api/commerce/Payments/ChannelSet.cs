namespace RailLife.Commerce.Payments;

/// <summary>The outside channels of this installation, by name.</summary>
public sealed class ChannelSet(IReadOnlyList<IPayChannel> channels)
{
    private readonly Dictionary<string, IPayChannel> byName = channels.ToDictionary(c => c.Name);

    public IPayChannel? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The channel of a row that was written when it was there.</summary>
    /// <exception cref="ChannelException">The installation no longer has it.</exception>
    public IPayChannel Get(string? name) => Find(name ?? "") ?? throw new ChannelException($"the channel '{name}' is not set up here; bring its settings back to finish what it began");
}
