using System.Text;
using System.Text.Unicode;

namespace RailLife.Contracts;

/// <summary>One event's envelope; hands the payload to <see cref="PayloadPass"/> as soon as the type is known.</summary>
internal ref struct EnvelopePass(EventChecker checker, ReadOnlySpan<byte> raw, string? topic, long loggedAtMicros, ref ParsedEvent parsed)
{
    private enum Attribute
    {
        SpecVersion, Id, Source, Type, Subject, Time, DataContentType, MemberId, MerchantId, StoreId, CircleId,
        Format, Channel, Actor, Sequence, TraceParent, RedriveOf, Data, DataBase64,
    }

    private static readonly string[] AttributeNames = [.. Enum.GetNames<Attribute>().Select(n => n == nameof(Attribute.DataBase64) ? "data_base64" : n.ToLowerInvariant())];
    private static readonly byte[][] Members = [.. AttributeNames.Select(n => Encoding.ASCII.GetBytes($"\"{n}\":"))];
    private static readonly Utf8NameTable Table = new(AttributeNames.Select(Encoding.ASCII.GetBytes));
    private static readonly Attribute[] RequiredOnes = [Attribute.SpecVersion, Attribute.Id, Attribute.Source, Attribute.Type, Attribute.Subject, Attribute.Time, Attribute.Data];
    private static readonly ulong RequiredBits = RequiredOnes.Aggregate(0UL, (bits, a) => bits | 1UL << (int)a);

    private const int NameMax = 200;

    private readonly ReadOnlySpan<byte> raw = raw;
    private readonly ref ParsedEvent parsed = ref parsed;
    private PayloadPass walk = new(checker, raw);
    private Rejection? breach;
    private ulong present;

    public Rejection? Run()
    {
        checker.Path.Clear();
        if (raw.Length > checker.Options.BytesMax) return new Rejection(Reasons.TooLarge, "", $"at most {checker.Options.BytesMax} bytes", $"{raw.Length} bytes");
        if (!Utf8.IsValid(raw)) return new Rejection(Reasons.InvalidUtf8, "", "UTF-8", $"other bytes at byte {ValidLength(raw)}");
        var first = walk.Cursor.Next();
        if (first == 0 && walk.Cursor.At == raw.Length) return new Rejection(Reasons.Empty, "", "an event", $"{raw.Length} bytes of nothing");
        if (first != (byte)'{') return !walk.Skip() || !AtEnd() ? walk.Fatal : new Rejection(Reasons.BadEnvelope, "", "an event as a JSON object", PayloadPass.JsonKind(first));
        if (!Attributes() || !AtEnd()) return walk.Fatal;
        NoteMissing();
        if (breach is not null) return breach;
        return PayloadLeft() ? walk.Breach : walk.Fatal;
    }

    private bool AtEnd()
    {
        walk.Cursor.Next();
        return walk.Cursor.At == raw.Length || walk.Cursor.Fail("nothing after the event") || walk.BadJson();
    }

    private bool Attributes()
    {
        if (!walk.Open()) return false;
        var scope = walk.NewScope();
        var seen = 0UL;
        var guess = 0;
        for (var isFirst = true; ; isFirst = false)
        {
            if (!walk.Member(isFirst, out var isEnd)) return false;
            if (isEnd) break;
            var start = walk.Cursor.At;
            var index = guess < Members.Length && walk.Cursor.Guess(Members[guess]) ? guess : -1;
            var name = default(Slice);
            var isGuessed = index >= 0;
            if (!isGuessed)
            {
                if (!walk.Name(out name)) return false;
                index = Table.Find(checker.Bytes(name, raw));
            }
            if (index >= 0)
            {
                checker.Path.Field(AttributeNames[index]);
                if ((seen & (1UL << index)) != 0) return walk.Duplicate();
                seen |= 1UL << index;
                guess = index + 1;
                if (!isGuessed && !walk.Colon() || !Known((Attribute)index)) return false;
            }
            else
            {
                if (!walk.UnknownMember(scope, name)) return false;
                checker.Unknown.Add((start, walk.Cursor.At));
            }
        }
        walk.Close();
        if (checker.Unknown.Count > 0) KeepUnknown();
        return true;
    }

    private bool Known(Attribute attribute)
    {
        var first = walk.Cursor.Next();
        if (first == (byte)'n') return walk.Cursor.Literal("null"u8) || walk.BadJson();
        present |= 1UL << (int)attribute;
        return attribute switch
        {
            Attribute.SpecVersion => Word(first, out var slice) && SpecVersion(slice),
            Attribute.Id => Name(first, ref parsed.Id),
            Attribute.Source => Name(first, ref parsed.Source),
            Attribute.Type => Word(first, out parsed.Type) && EventType(),
            Attribute.Subject => Name(first, ref parsed.Subject),
            Attribute.Time => Word(first, out parsed.Time) && Time(),
            Attribute.DataContentType => Word(first, out parsed.DataContentType) && ContentType(),
            Attribute.MemberId => Name(first, ref parsed.MemberId),
            Attribute.MerchantId => Name(first, ref parsed.MerchantId),
            Attribute.StoreId => Name(first, ref parsed.StoreId),
            Attribute.CircleId => Integer(first, -1, ref parsed.CircleId),
            Attribute.Format => Name(first, ref parsed.Format),
            Attribute.Channel => Name(first, ref parsed.Channel),
            Attribute.Actor => Name(first, ref parsed.Actor),
            Attribute.Sequence => Integer(first, 0, ref parsed.Sequence),
            Attribute.TraceParent => Name(first, ref parsed.TraceParent),
            Attribute.RedriveOf => Name(first, ref parsed.RedriveOf),
            Attribute.Data => Data(),
            _ => Base64(),
        };
    }

    private bool Word(byte first, out Slice slice)
    {
        slice = default;
        if (first == (byte)'"') return walk.Name(out slice);
        return Mismatch("a string", first);
    }

    private bool Name(byte first, ref Slice slice)
    {
        if (!Word(first, out slice)) return false;
        var text = checker.Bytes(slice, raw);
        if (slice.Exists && !Texts.HasLength(text, 1, NameMax)) NoteLength(text);
        return true;
    }

    private void NoteLength(ReadOnlySpan<byte> text) => Note(Reasons.OutOfRange, $"1 to {NameMax} characters", PayloadPass.Characters(text));

    private bool Integer(byte first, long min, ref long? value)
    {
        if (!PayloadPass.IsNumber(first)) return Mismatch("a whole number", first);
        if (!walk.Cursor.Number(out var start, out var length, out var isWhole)) return walk.BadJson();
        if (!isWhole) Note(Reasons.WrongType, "a whole number", "a number with a fraction or an exponent");
        else if (!Texts.TryInteger(raw.Slice(start, length), out var number) || number < min) Note(Reasons.OutOfRange, min == 0 ? "a number from 0" : "a number from -1", "another number");
        else value = number;
        return true;
    }

    private bool SpecVersion(Slice slice)
    {
        if (slice.Exists && !checker.Bytes(slice, raw).SequenceEqual("1.0"u8)) Note(Reasons.BadEnvelope, "1.0", "another version of CloudEvents");
        return true;
    }

    private bool EventType()
    {
        if (!parsed.Type.Exists) return true;
        var type = checker.Bytes(parsed.Type, raw);
        parsed.Contract = EventCatalog.Find(type);
        if (parsed.Contract is null) NoteUnknown(type);
        else if (topic is not null && parsed.Contract.Topic != topic) Note(Reasons.WrongTopic, parsed.Contract.Topic, topic);
        return true;
    }

    private void NoteUnknown(ReadOnlySpan<byte> type)
    {
        var isOther = type.Length <= NameMax && EventCatalog.IsOtherVersion(Encoding.UTF8.GetString(type));
        if (isOther) Note(Reasons.UnknownVersion, "a version that the catalogue has", Encoding.UTF8.GetString(type));
        else Note(Reasons.UnknownType, "a type of the catalogue", CheckPath.Safe(type));
    }

    private bool Time()
    {
        if (!parsed.Time.Exists) return true;
        var text = checker.Bytes(parsed.Time, raw);
        if (!Rfc3339.TryInstant(text, out parsed.TimeMicros)) Note(Reasons.WrongType, "an RFC 3339 instant, such as 2010-12-01T08:26:00Z", PayloadPass.Characters(text));
        else if (parsed.TimeMicros < checker.EarliestMicros || parsed.TimeMicros - checker.AheadMaxMicros > loggedAtMicros) NoteAbsurd(text);
        return true;
    }

    private void NoteAbsurd(ReadOnlySpan<byte> time) => Note(Reasons.AbsurdTime, parsed.TimeMicros < checker.EarliestMicros
        ? $"{checker.Options.TimeEarliest:yyyy-MM-dd} or later"
        : $"at most {checker.Options.TimeAheadMax.TotalHours} hours after the log took it", Encoding.ASCII.GetString(time));

    private bool ContentType()
    {
        if (!parsed.DataContentType.Exists) return true;
        var text = checker.Bytes(parsed.DataContentType, raw);
        var isJson = text.StartsWith("application/json"u8) && (text.Length == 16 || text[16] is (byte)';' or (byte)' ');
        if (!isJson) Note(Reasons.BadEnvelope, "application/json", PayloadPass.Characters(text));
        return true;
    }

    private bool Base64()
    {
        Note(Reasons.BadEnvelope, "the payload as JSON in data", "data_base64");
        return walk.Skip();
    }

    private bool Data()
    {
        var start = walk.Cursor.At;
        var isDone = parsed.Contract is { } contract ? walk.Value(contract.Shape, isRequired: true) : walk.Skip();
        if (isDone) parsed.Data = new Slice(start, walk.Cursor.At - start);
        payloadWalked = parsed.Contract is not null;
        return isDone;
    }

    private bool payloadWalked;

    // The payload stood before its type: JSON is known to be sound, the contract is not yet asked.
    private bool PayloadLeft()
    {
        if (payloadWalked || parsed.Contract is not { } contract) return true;
        checker.Names.Clear();
        checker.Path.Clear();
        checker.Path.Push();
        checker.Path.Field("data");
        walk.Cursor.At = parsed.Data.Start;
        return walk.Value(contract.Shape, isRequired: true);
    }

    private void KeepUnknown()
    {
        var start = checker.Scratch.Length;
        checker.Scratch.Append("{"u8);
        foreach (var (from, to) in checker.Unknown)
        {
            if (checker.Scratch.Length > start + 1) checker.Scratch.Append(","u8);
            checker.Scratch.Append(raw[from..to]);
        }
        checker.Scratch.Append("}"u8);
        parsed.Extensions = new Slice(start, checker.Scratch.Length - start, isUnescaped: true);
    }

    private void NoteMissing()
    {
        if ((RequiredBits & ~present) == 0) return;
        foreach (var attribute in RequiredOnes)
        {
            if ((present & (1UL << (int)attribute)) == 0)
                breach ??= new Rejection(Reasons.MissingField, "/" + AttributeNames[(int)attribute], $"the attribute {AttributeNames[(int)attribute]}", "nothing");
        }
    }

    private bool Mismatch(string expected, byte first)
    {
        Note(Reasons.WrongType, expected, PayloadPass.JsonKind(first));
        return walk.Skip();
    }

    private void Note(string reason, string expected, string found) => breach ??= new Rejection(reason, checker.Path.Pointer(), expected, found);

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }
}
