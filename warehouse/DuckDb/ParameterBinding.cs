using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>Binds arguments to a prepared statement: by name where they carry one, else in order.</summary>
internal static unsafe class ParameterBinding
{
    /// <exception cref="DuckDbException">An argument is missing, too many, or named unlike any of the statement's.</exception>
    public static void Bind(nint prepared, IReadOnlyList<object?> args)
    {
        var names = Names(prepared);
        if (names.Length != args.Count)
        {
            throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"the statement takes {names.Length} arguments{List(names)}, {args.Count} were passed");
        }

        for (var i = 0; i < args.Count; i++)
        {
            var parameter = args[i] as DuckDbParameter;
            var index = parameter is { BareName.Length: > 0 } ? IndexOf(names, parameter.BareName) : i;
            var value = ParameterValue.Create(parameter is null ? args[i] : parameter.Value);
            if (value == 0)
            {
                throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"DuckDB refuses the value of argument ${names[index]}");
            }

            var state = NativeMethods.duckdb_bind_value(prepared, (ulong)index + 1, value);
            NativeMethods.duckdb_destroy_value(ref value);
            if (state != 0)
            {
                throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"argument ${names[index]}: {NativeMethods.Text(NativeMethods.duckdb_prepare_error(prepared))}");
            }
        }
    }

    private static int IndexOf(string[] names, string name)
    {
        var index = Array.FindIndex(names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index
            : throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"the statement has no argument ${name}; it takes{List(names)}");
    }

    private static string List(string[] names) => names.Length == 0 ? "" : $" ({string.Join(", ", names.Select(n => $"${n}"))})";

    private static string[] Names(nint prepared)
    {
        var names = new string[NativeMethods.duckdb_nparams(prepared)];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = NativeMethods.TakeText(NativeMethods.duckdb_parameter_name(prepared, (ulong)i + 1));
        }

        return names;
    }
}
