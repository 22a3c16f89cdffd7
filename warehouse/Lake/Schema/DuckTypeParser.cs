using System.Globalization;

namespace RailLife.Lake;

/// <summary>Reads a DuckDB type such as <c>STRUCT(a INTEGER, "b c" DECIMAL(18,4)[])</c>.</summary>
internal sealed class DuckTypeParser(string column, string text)
{
    private int _at;

    public DeltaType Parse()
    {
        var type = Type();
        Skip();
        return _at == text.Length ? type : throw Bad("the end of the type");
    }

    private DeltaType Type()
    {
        Skip();
        var from = _at;
        var word = Word();
        Skip();
        var type = word switch
        {
            "STRUCT" or "ROW" => Struct(),
            "MAP" => Map(),
            "DECIMAL" or "NUMERIC" when Peek('(') => Decimal(),
            "TIMESTAMP" when Words("WITH TIME ZONE") => DeltaType.Timestamp,
            "TIME" when Words("WITH TIME ZONE") => throw Lacks("TIME WITH TIME ZONE"),
            "ENUM" => throw Lacks(text[from..].Trim()),
            _ when word == "\"NULL\"" => throw Lacks("NULL"),
            _ => DuckTypes.Scalar(word) ?? throw Lacks(word),
        };
        if (word is "VARCHAR" or "CHAR" && Peek('(')) { SkipLength(); }
        while (Peek('['))
        {
            _at++;
            if (!Peek(']')) { throw Lacks(text); }          // a fixed-size array
            _at++;
            type = new DeltaType.Array(type);
        }
        return type;
    }

    private DeltaType.Struct Struct()
    {
        Expect('(');
        var fields = new List<Column>();
        do
        {
            Skip();
            var name = Peek('"') ? Quoted() : Word(upper: false);
            fields.Add(new Column(name, Type()));
        }
        while (Comma());
        Expect(')');
        return new DeltaType.Struct(fields);
    }

    private DeltaType.Map Map()
    {
        Expect('(');
        var key = Type();
        if (!Comma()) { throw Bad("','"); }
        var value = Type();
        Expect(')');
        return new DeltaType.Map(key, value);
    }

    private DeltaType.Decimal Decimal()
    {
        Expect('(');
        var precision = int.Parse(Word(), CultureInfo.InvariantCulture);
        var scale = Comma() ? int.Parse(Word(), CultureInfo.InvariantCulture) : 0;
        Expect(')');
        return new DeltaType.Decimal(precision, scale);
    }

    private string Word(bool upper = true)
    {
        Skip();
        if (Peek('"')) { return '"' + Quoted() + '"'; }
        var from = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_')) { _at++; }
        if (_at == from) { throw Bad("a name"); }
        return upper ? text[from.._at].ToUpperInvariant() : text[from.._at];
    }

    private string Quoted()
    {
        var name = new System.Text.StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '"') { name.Append(text[_at]); }
            else if (_at + 1 < text.Length && text[_at + 1] == '"') { name.Append('"'); _at++; }
            else { _at++; return name.ToString(); }
        }
        throw Bad("a closing quote");
    }

    private bool Words(string words)
    {
        Skip();
        if (string.Compare(text, _at, words, 0, words.Length, StringComparison.OrdinalIgnoreCase) != 0) { return false; }
        _at += words.Length;
        return true;
    }

    private void SkipLength()
    {
        while (_at < text.Length && text[_at] != ')') { _at++; }
        Expect(')');
    }

    private bool Comma() { Skip(); if (!Peek(',')) { return false; } _at++; Skip(); return true; }
    private bool Peek(char c) => _at < text.Length && text[_at] == c;
    private void Expect(char c) { Skip(); if (!Peek(c)) { throw Bad($"'{c}'"); } _at++; }
    private void Skip() { while (_at < text.Length && text[_at] == ' ') { _at++; } }

    private DeltaTypeException Lacks(string type) => new(
        $"column {column} is {text}: Delta Lake has no type for {type}; {DuckTypes.Advice(column, type)}");

    private DeltaTypeException Bad(string expected) => new(
        $"column {column}: cannot read the type '{text}': expected {expected} at position {_at}");
}
