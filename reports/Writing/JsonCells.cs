using System.Globalization;
using System.Text.Json;
using RailLife.DuckDb;

namespace RailLife.Reports.Writing;

/// <summary>Writes values from DuckDB's vectors as JSON without boxing the common types. Every number keeps all its digits.</summary>
/// <remarks>
/// Dates are YYYY-MM-DD, instants end in Z, a timestamp without zone has none; decimals and hugeints are numbers; NaN and infinities,
/// which JSON lacks, are texts; bytes are base64; a map is an array of {key, value}.
/// </remarks>
public static class JsonCells
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    public static void Write(Utf8JsonWriter json, in DuckDbVector vector, int row)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (vector.IsNull(row))
        {
            json.WriteNullValue();
            return;
        }
        switch (vector.Type.Id)
        {
            case DuckDbType.BigInt: json.WriteNumberValue(vector.Values<long>()[row]); break;
            case DuckDbType.Integer: json.WriteNumberValue(vector.Values<int>()[row]); break;
            case DuckDbType.Varchar: json.WriteStringValue(vector.Utf8(row)); break;
            case DuckDbType.Date: Date(json, vector.Values<int>()[row]); break;
            case DuckDbType.TimestampTz: Instant(json, vector.Values<long>()[row], utc: true); break;
            case DuckDbType.Timestamp: Instant(json, vector.Values<long>()[row], utc: false); break;
            case DuckDbType.Double: Number(json, vector.Values<double>()[row]); break;
            case DuckDbType.Boolean: json.WriteBooleanValue(vector.Values<byte>()[row] != 0); break;
            case DuckDbType.Decimal: json.WriteRawValue(ExactNumber.Text(vector, row)); break;
            case DuckDbType.List or DuckDbType.Array: List(json, vector, row); break;
            case DuckDbType.Struct: Struct(json, vector, row); break;
            case DuckDbType.Map: Map(json, vector, row); break;
            default: Other(json, vector.Value(row)); break;
        }
    }

    private static void Date(Utf8JsonWriter json, int days)
    {
        // DuckDB's dates reach beyond .NET's and have infinities.
        if (days is < -719_162 or > 2_932_896)
        {
            json.WriteStringValue(days == int.MaxValue ? "infinity" : days == -int.MaxValue ? "-infinity" : string.Create(CultureInfo.InvariantCulture, $"day {days} of the epoch"));
            return;
        }
        Span<byte> text = stackalloc byte[10];
        DateOnly.FromDayNumber(719_162 + days).TryFormat(text, out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..written]);
    }

    private static void Instant(Utf8JsonWriter json, long micros, bool utc)
    {
        if (micros is < -62_135_596_800_000_000 or > 253_402_300_799_999_999)
        {
            json.WriteStringValue(micros == long.MaxValue ? "infinity" : micros == -long.MaxValue ? "-infinity" : string.Create(CultureInfo.InvariantCulture, $"microsecond {micros} of the epoch"));
            return;
        }
        Span<byte> text = stackalloc byte[40];
        var format = micros % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff";
        Epoch.AddTicks(micros * 10).TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        if (utc)
            text[written++] = (byte)'Z';
        json.WriteStringValue(text[..written]);
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static void List(Utf8JsonWriter json, in DuckDbVector vector, int row)
    {
        var (offset, length) = vector.Elements(row);
        json.WriteStartArray();
        if (length > 0)
        {
            var child = vector.Child();
            for (var i = 0; i < length; i++)
                Write(json, child, offset + i);
        }
        json.WriteEndArray();
    }

    private static void Struct(Utf8JsonWriter json, in DuckDbVector vector, int row)
    {
        json.WriteStartObject();
        for (var i = 0; i < vector.Type.Fields.Count; i++)
        {
            json.WritePropertyName(vector.Type.Fields[i].Name);
            Write(json, vector.Field(i), row);
        }
        json.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter json, in DuckDbVector vector, int row)
    {
        var (offset, length) = vector.Elements(row);
        var (keys, values) = (vector.Field(0), vector.Field(1));
        json.WriteStartArray();
        for (var i = 0; i < length; i++)
        {
            json.WriteStartObject();
            json.WritePropertyName("key");
            Write(json, keys, offset + i);
            json.WritePropertyName("value");
            Write(json, values, offset + i);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Other(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case float single: Number(json, single); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case sbyte or byte or short or ushort or uint or ulong or Int128 or UInt128 or System.Numerics.BigInteger:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateTime instant: json.WriteStringValue(instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)); break;
            case TimeOnly time: json.WriteStringValue(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)); break;
            case IFormattable other: json.WriteStringValue(other.ToString(null, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
