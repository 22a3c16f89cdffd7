using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RailLife.Contracts;

/// <summary>Walks JSON values: against a shape, or over unknown ones. False answers are about JSON itself and end the event; a breach of the contract is noted and the walk goes on.</summary>
internal ref struct PayloadPass(EventChecker checker, ReadOnlySpan<byte> raw)
{
    public JsonCursor Cursor = new(raw);

    /// <summary>The first breach of the contract.</summary>
    public Rejection? Breach;

    /// <summary>Why the record is no JSON that we take.</summary>
    public Rejection? Fatal;

    private readonly CheckPath path = checker.Path;
    private int depth;
    private int scopes;

    public bool Value(Shape shape, bool isRequired)
    {
        var first = Cursor.Next();
        if (first == (byte)'n' && !isRequired) return Cursor.Literal("null"u8) || BadJson();
        switch (shape.Kind)
        {
            case ShapeKind.Object: return first == (byte)'{' ? Object((ObjectShape)shape) : Mismatch("an object");
            case ShapeKind.Array: return first == (byte)'[' ? Array((ArrayShape)shape) : Mismatch("a list");
            case ShapeKind.Map: return first == (byte)'{' ? Map((MapShape)shape) : Mismatch("an object");
            case ShapeKind.Text: return first == (byte)'"' ? Text((TextShape)shape) : Mismatch("a string");
            case ShapeKind.Decimal: return first == (byte)'"' ? Decimal((DecimalShape)shape) : Mismatch("a decimal as a string, such as \"2.55\"");
            case ShapeKind.Date: return first == (byte)'"' ? Date() : Mismatch("a day as a string, such as \"2010-12-01\"");
            case ShapeKind.Json: return first == (byte)'{' ? SkipObject() : Mismatch("an object");
            case ShapeKind.Integer: return IsNumber(first) ? Integer((IntegerShape)shape) : Mismatch("a whole number");
            default: return Boolean(first);
        }
    }

    public bool Open()
    {
        Cursor.At++;
        path.Push();
        return ++depth <= checker.Options.DepthMax || TooDeep();
    }

    private bool TooDeep()
    {
        path.Pop();
        return Fail(Reasons.TooDeep, $"at most {checker.Options.DepthMax} levels", "one level more");
    }

    public void Close()
    {
        depth--;
        path.Pop();
    }

    public int NewScope() => ++scopes;

    private bool Object(ObjectShape shape)
    {
        if (!Open()) return false;
        var scope = NewScope();
        var seen = 0UL;
        var guess = 0;
        for (var isFirst = true; ; isFirst = false)
        {
            if (!Member(isFirst, out var isEnd)) return false;
            if (isEnd) break;
            // Producers write fields in the contract's order: try the next one before looking names up.
            var index = guess < shape.Count && Cursor.Guess(shape[guess].MemberUtf8) ? guess : -1;
            var name = default(Slice);
            var isGuessed = index >= 0;
            if (!isGuessed)
            {
                if (!Name(out name)) return false;
                index = shape.Names.Find(checker.Bytes(name, Cursor.Json));
            }
            if (index >= 0)
            {
                var field = shape[index];
                path.Field(field.Name);
                if ((seen & (1UL << index)) != 0) return Duplicate();
                seen |= 1UL << index;
                guess = index + 1;
                if (!isGuessed && !Colon() || !Value(field.Shape, field.IsRequired)) return false;
            }
            else if (!UnknownMember(scope, name))
            {
                return false;
            }
        }
        Close();
        if ((shape.Required & ~seen) != 0) NoteMissing(shape, seen);
        return true;
    }

    /// <summary>Stands before a member or the closing brace. After it: on the name's quote, or behind the brace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Member(bool isFirst, out bool isEnd)
    {
        var next = Cursor.Next();
        isEnd = next == (byte)'}';
        if (isEnd)
        {
            Cursor.At++;
            return true;
        }
        if (!isFirst)
        {
            if (next != (byte)',') return Cursor.Fail("',' or '}'") || BadJson();
            Cursor.At++;
            next = Cursor.Next();
        }
        return next == (byte)'"' || Cursor.Fail("a field name in quotes") || BadJson();
    }

    public bool Name(out Slice name)
    {
        name = default;
        if (!Cursor.String(out var start, out var length, out var isEscaped)) return BadJson();
        name = isEscaped ? checker.Scratch.Unescape(Cursor.Json.Slice(start, length)) : new Slice(start, length);
        return true;
    }

    public bool Colon() => Cursor.Take((byte)':', "':'") || BadJson();

    public bool UnknownMember(int scope, Slice name)
    {
        // The name becomes text only when something is wrong: it costs nothing on the way through.
        path.Field("?");
        if (!checker.Names.Add(scope, name, Cursor.Json, checker.Scratch.Written))
        {
            path.Field(CheckPath.Safe(checker.Bytes(name, Cursor.Json)));
            return Duplicate();
        }
        return Colon() && Skip();
    }

    public bool Duplicate() => Fail(Reasons.DuplicateKey, "every field name once", "the name a second time");

    /// <summary>Over any value, looking at its grammar only.</summary>
    public bool Skip()
    {
        var first = Cursor.Next();
        switch (first)
        {
            case (byte)'{': return SkipObject();
            case (byte)'[': return Items(null, out _);
            case (byte)'"': return Cursor.String(out _, out _, out _) || BadJson();
            case (byte)'t': return Cursor.Literal("true"u8) || BadJson();
            case (byte)'f': return Cursor.Literal("false"u8) || BadJson();
            case (byte)'n': return Cursor.Literal("null"u8) || BadJson();
            default: return IsNumber(first) ? Cursor.Number(out _, out _, out _) || BadJson() : Cursor.Fail("a JSON value") || BadJson();
        }
    }

    private bool SkipObject()
    {
        if (!Open()) return false;
        var scope = NewScope();
        for (var isFirst = true; ; isFirst = false)
        {
            if (!Member(isFirst, out var isEnd)) return false;
            if (isEnd) break;
            if (!Name(out var name) || !UnknownMember(scope, name)) return false;
        }
        Close();
        return true;
    }

    private bool Array(ArrayShape shape)
    {
        if (!Items(shape.Item, out var count)) return false;
        if (count < shape.Min || count > shape.Max) NoteCount(shape.Min, shape.Max, "items", count);
        return true;
    }

    private bool Items(Shape? item, out int count)
    {
        count = 0;
        if (!Open()) return false;
        if (Cursor.Next() == (byte)']')
        {
            Cursor.At++;
            Close();
            return true;
        }
        while (true)
        {
            path.Index(count++);
            if (!(item is null ? Skip() : Value(item, isRequired: true))) return false;
            var next = Cursor.Next();
            if (next != (byte)',' && next != (byte)']') return Cursor.Fail("',' or ']'") || BadJson();
            Cursor.At++;
            if (next == (byte)']') break;
        }
        Close();
        return true;
    }

    private bool Map(MapShape shape)
    {
        if (!Open()) return false;
        var scope = NewScope();
        var count = 0;
        for (; ; count++)
        {
            if (!Member(count == 0, out var isEnd)) return false;
            if (isEnd) break;
            if (!Name(out var name)) return false;
            path.Field("?");
            if (!checker.Names.Add(scope, name, Cursor.Json, checker.Scratch.Written)) return Duplicate();
            if (!Colon() || !Value(shape.Value, isRequired: true)) return false;
        }
        Close();
        if (count < shape.Min || count > shape.Max) NoteCount(shape.Min, shape.Max, "entries", count);
        return true;
    }

    private bool Text(TextShape shape)
    {
        if (!Name(out var slice)) return false;
        var text = checker.Bytes(slice, Cursor.Json);
        if (shape.IsPlain)
        {
            if (!Texts.HasLength(text, shape.MinLength, shape.MaxLength)) NoteText(shape, text);
        }
        else if (!Texts.IsOneOf(text, shape))
        {
            NoteText(shape, text);
        }
        return true;
    }

    private bool Decimal(DecimalShape shape)
    {
        if (!Name(out var slice)) return false;
        var text = checker.Bytes(slice, Cursor.Json);
        var verdict = Texts.IsDecimal(text, shape);
        if (verdict != DecimalVerdict.Fine) NoteDecimal(verdict, text);
        return true;
    }

    private bool Date()
    {
        if (!Name(out var slice)) return false;
        var text = checker.Bytes(slice, Cursor.Json);
        if (!Rfc3339.TryDay(text, out _)) Note(Reasons.WrongType, "a day that exists, such as \"2010-12-01\"", Characters(text));
        return true;
    }

    private bool Integer(IntegerShape shape)
    {
        if (!Cursor.Number(out var start, out var length, out var isWhole)) return BadJson();
        if (!isWhole) Note(Reasons.WrongType, "a whole number", "a number with a fraction or an exponent");
        else if (!Texts.TryInteger(Cursor.Json.Slice(start, length), out var value) || value < shape.Min || value > shape.Max) NoteInteger(shape, length);
        return true;
    }

    // What is told is put together in methods of its own: the texts' buffers would be cleared on every call of the checks themselves.
    private void NoteCount(int min, int max, string what, int count) => Note(Reasons.OutOfRange, $"{min} to {max} {what}", $"{count} {what}");

    private void NoteText(TextShape shape, ReadOnlySpan<byte> text)
    {
        if (shape.Personal is not null) Note(Reasons.PersonalInClear, "a keyed hash, such as k1:…", Characters(text));
        else if (shape.Words is { } words) Note(Reasons.OutOfRange, $"one of {string.Join(", ", words)}", Characters(text));
        else if (shape.IsCurrency) Note(Reasons.OutOfRange, "a currency of three capital letters", Characters(text));
        else Note(Reasons.OutOfRange, $"{shape.MinLength} to {shape.MaxLength} characters", Characters(text));
    }

    private void NoteDecimal(DecimalVerdict verdict, ReadOnlySpan<byte> text)
    {
        if (verdict == DecimalVerdict.Malformed) Note(Reasons.WrongType, "a decimal such as \"2.55\"", Characters(text));
        else if (verdict == DecimalVerdict.TooLong) Note(Reasons.OutOfRange, $"at most {DecimalShape.IntegerDigits} digits before the point and {DecimalShape.Scale} after it", Characters(text));
        else Note(Reasons.OutOfRange, "a decimal that is not negative", "a negative one");
    }

    private void NoteInteger(IntegerShape shape, int length) =>
        Note(Reasons.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{shape.Min} to {shape.Max}"), $"a number of {length} characters beyond that");

    private bool Boolean(byte first)
    {
        if (first == (byte)'t') return Cursor.Literal("true"u8) || BadJson();
        if (first == (byte)'f') return Cursor.Literal("false"u8) || BadJson();
        return Mismatch("true or false");
    }

    public static bool IsNumber(byte first) => char.IsAsciiDigit((char)first) || first == (byte)'-';

    public static string Characters(ReadOnlySpan<byte> text) => $"a string of {Encoding.UTF8.GetCharCount(text)} characters";

    public bool Mismatch(string expected)
    {
        Note(Reasons.WrongType, expected, JsonKind(Cursor.Next()));
        return Skip();
    }

    public static string JsonKind(byte first) => first switch
    {
        (byte)'{' => "an object",
        (byte)'[' => "a list",
        (byte)'"' => "a string",
        (byte)'t' or (byte)'f' => "a boolean",
        (byte)'n' => "null",
        _ => "a number",
    };

    public void Note(string reason, string expected, string found) => Breach ??= new Rejection(reason, path.Pointer(), expected, found);

    private void NoteMissing(ObjectShape shape, ulong seen)
    {
        var missing = shape[System.Numerics.BitOperations.TrailingZeroCount(shape.Required & ~seen)];
        Breach ??= new Rejection(Reasons.MissingField, path.Pointer(missing.Name), $"the field {missing.Name}", "nothing");
    }

    public bool Fail(string reason, string expected, string found)
    {
        Fatal ??= new Rejection(reason, path.Pointer(), expected, found);
        return false;
    }

    public bool BadJson()
    {
        var at = Cursor.At;
        var found = at >= Cursor.Json.Length ? "the end of the record" : Cursor.Json[at] is > 0x20 and < 0x7F and var b ? $"'{(char)b}' at byte {at}" : $"0x{Cursor.Json[at]:X2} at byte {at}";
        return Fail(Reasons.BadJson, Cursor.Fault ?? "JSON", found);
    }
}
