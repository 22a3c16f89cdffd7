using System.Reflection;
using System.Text.Json;

namespace RailLife.Contracts;

/// <summary>Record type -> shape: names from the constructor's parameters, optional from nullability, limits from attributes.</summary>
internal static class ShapeCompiler
{
    /// <exception cref="InvalidOperationException">The record holds a type that no JSON contract can say; names the field.</exception>
    public static ObjectShape Compile(Type record)
    {
        var constructor = record.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{record.Name} has no public constructor; write it as a positional record");
        return new ObjectShape([.. constructor.GetParameters().Select(p => Field(record, p))]);
    }

    private static ShapeField Field(Type record, ParameterInfo parameter)
    {
        var nullability = new NullabilityInfoContext().Create(parameter);
        var name = EventJson.FieldNames.ConvertName(parameter.Name ?? throw new InvalidOperationException($"{record.Name} has a nameless parameter"));
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return new ShapeField(name, ShapeOf(record, parameter, type), nullability.WriteState == NullabilityState.NotNull);
    }

    private static Shape ShapeOf(Type record, ParameterInfo parameter, Type type)
    {
        var range = parameter.GetCustomAttribute<RangeAttribute>();
        var items = parameter.GetCustomAttribute<ItemsAttribute>() ?? new ItemsAttribute(0, 10_000);
        if (type == typeof(string)) return TextOf(parameter);
        if (type.IsEnum) return new TextShape([.. Enum.GetNames(type).Select(EventJson.EnumNames.ConvertName)]);
        if (type == typeof(long)) return new IntegerShape(range?.Min ?? long.MinValue, range?.Max ?? long.MaxValue);
        if (type == typeof(int)) return new IntegerShape(range?.Min ?? int.MinValue, range?.Max ?? int.MaxValue);
        if (type == typeof(decimal)) return new DecimalShape(range is { Min: 0 });
        if (type == typeof(bool)) return new BooleanShape();
        if (type == typeof(DateTimeOffset)) return new TextShape { MinLength = 20, MaxLength = 35 };   // RFC 3339; requests only, an event's instant is its envelope's
        if (type == typeof(DateOnly) || type == typeof(BusinessDate)) return new DateShape();
        if (type == typeof(JsonElement)) return new JsonShape();
        if (type == typeof(IReadOnlyDictionary<string, string>)) return new MapShape(new TextShape { MinLength = 0, MaxLength = 2000 }, items.Min, items.Max);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new ArrayShape(ItemOf(record, parameter, type.GenericTypeArguments[0]), items.Min, items.Max);
        if (type.IsClass && type.GetMethod("<Clone>$") is not null) return Compile(type);
        throw new InvalidOperationException($"{record.Name}.{parameter.Name} is a {type.Name}, which no event contract can say; use text, long, int, decimal, bool, DateOnly, BusinessDate, an enum, a list or a record");
    }

    private static Shape ItemOf(Type record, ParameterInfo parameter, Type item)
    {
        if (item == typeof(long)) return new IntegerShape(long.MinValue, long.MaxValue);
        if (item == typeof(string)) return new TextShape();
        return ShapeOf(record, parameter, item);
    }

    private static TextShape TextOf(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<PersonalAttribute>() is { } personal) return new TextShape { Personal = personal.Kind };
        if (parameter.GetCustomAttribute<CurrencyAttribute>() is not null) return new TextShape { IsCurrency = true, MinLength = 3, MaxLength = 3 };
        if (parameter.GetCustomAttribute<TextAttribute>() is { } text) return new TextShape { MinLength = 0, MaxLength = text.Max };
        return new TextShape();
    }
}
