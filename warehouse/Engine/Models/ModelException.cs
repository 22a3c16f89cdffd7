namespace RailLife.Warehouse;

/// <summary>A model file or the graph of models is wrong. The message says where, what was found, what was expected.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message) : base(message)
    {
    }

    /// <summary>A problem at one line of one file, lines counted from 1.</summary>
    public static ModelException At(string path, int line, string found, string expected) =>
        new($"{path}:{line}: found {found}; expected {expected}");
}
