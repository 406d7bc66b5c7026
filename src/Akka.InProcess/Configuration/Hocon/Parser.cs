namespace Akka.Configuration.Hocon;

public sealed class Parser
{
    private readonly HoconReader _reader;
    private readonly Func<string, HoconRoot>? _include;
    private readonly List<HoconSubstitution> _substitutions = [];

    private Parser(string text, Func<string, HoconRoot>? include)
    {
        _reader = new HoconReader(text);
        _include = include;
    }

    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Parser(text, includeCallback).ParseRoot();
    }

    private HoconRoot ParseRoot()
    {
        var root = new HoconValue();
        _reader.SkipSpaceAndComments();
        ParseMembers(root.BecomeObject(), "", braced: false);
        foreach (var substitution in _substitutions)
        {
            substitution.Target = root.Find(substitution.Path)
                ?? throw new FormatException($"Unresolved substitution: {substitution.Path}");

            // At once: a later path might lead through the circle.
            RefuseCycles(substitution.Target, []);
        }

        return new HoconRoot(root, _substitutions);
    }

    private void ParseMembers(HoconObject owner, string path, bool braced)
    {
        while (true)
        {
            _reader.SkipSpaceAndComments();
            if (_reader.AtEnd)
            {
                if (braced) throw _reader.Error("a { is never closed");
                return;
            }

            if (braced && _reader.TrySkip('}')) return;
            if (_reader.Include() is { } name) Include(owner, path, name);
            else ParseMember(owner, path);
        }
    }

    private void Include(HoconObject owner, string path, string name)
    {
        var included = (_include ?? throw _reader.Error($"include \"{name}\", but nothing was given to resolve it"))(name);
        foreach (var substitution in included.Substitutions)
        {
            substitution.Path = $"{path}.{substitution.Path}";
            _substitutions.Add(substitution);
        }

        owner.Include(included.Value.GetObject() ?? new HoconObject());
    }

    private void ParseMember(HoconObject owner, string path)
    {
        var key = _reader.Next == '"' ? _reader.Quoted() : _reader.UnquotedKey();
        if (key.Length == 0) throw _reader.Error($"unexpected '{_reader.Next}'");
        var value = owner.GetOrAdd(key);
        var valuePath = path.Length == 0 ? key : $"{path}.{key}";
        _reader.SkipSpaceAndComments();
        if (_reader.TrySkip('.'))
        {
            _reader.SkipSpaceAndComments();
            ParseMember(ObjectOf(value), valuePath);
        }
        else if (_reader.TrySkip('{'))
        {
            ParseMembers(ObjectOf(value), valuePath, braced: true);
        }
        else if (key.EndsWith('+') && _reader.Next == '=')
        {
            throw _reader.Error("Akka.NET knows no +=");
        }
        else if (_reader.TrySkip('=') || _reader.TrySkip(':'))
        {
            if (!value.IsObject()) value.Clear();
            ParseValue(value, valuePath);
        }
        else
        {
            throw _reader.Error($"'{key}' has no value");
        }
    }

    private void ParseValue(HoconValue owner, string path)
    {
        _reader.SkipSpaceAndComments();
        var pieces = 0;
        for (; ; pieces++)
        {
            if (_reader.TrySkip('{'))
            {
                if (pieces > 0 && !owner.IsObject())
                    throw _reader.Error("Akka.NET cannot join an object with anything but an object");

                ParseMembers(ObjectOf(owner), path, braced: true);
            }
            else if (ParsePiece(path, replacesObject: owner.IsObject()) is { } piece)
            {
                if (owner.IsObject())
                {
                    if (pieces > 0)
                        throw _reader.Error("Akka.NET cannot join an object with anything but an object");

                    owner.Clear();
                }

                owner.Append(piece);
            }
            else
            {
                break;
            }

            // Blanks between two pieces of a text belong to it.
            if (_reader.Blanks() is { Length: > 0 } blanks && !owner.IsObject())
                owner.Append(new HoconLiteral(blanks));
        }

        if (pieces == 0)
            throw _reader.Error(path.Length == 0 ? "a value is missing" : $"a value is missing at '{path}'");

        _reader.TrySkip(',');
    }

    private HoconElement? ParsePiece(string path, bool replacesObject)
    {
        if (_reader.StartsWith("\"\"\"")) return new HoconLiteral(_reader.TripleQuoted());
        if (_reader.Next == '"') return new HoconLiteral(_reader.Quoted());
        if (_reader.TrySkip('[')) return ParseArray(path);
        if (_reader.StartsWith("${"))
        {
            return replacesObject
                ? throw _reader.Error("Akka.NET cannot replace an object by a substitution, nor join the two")
                : ParseSubstitution();
        }

        if (!_reader.AtUnquoted) return null;
        var text = _reader.Unquoted();
        return _reader.Next is '=' or ':'
            ? throw new ConfigurationException($"The value '{text}{_reader.Next}…' at '{path}' holds '=' or ':' and needs quotes.")
            : new HoconLiteral(text);
    }

    private HoconSubstitution ParseSubstitution()
    {
        _reader.Skip(2);
        if (_reader.Next == '?') throw _reader.Error("Akka.NET knows no ${?path}");
        var substitution = new HoconSubstitution(_reader.Unquoted());
        if (!_reader.TrySkip('}')) throw _reader.Error("a ${ is not closed");
        _substitutions.Add(substitution);
        return substitution;
    }

    private HoconArray ParseArray(string path)
    {
        var items = new List<HoconValue>();
        while (!_reader.TrySkip(']'))
        {
            var item = new HoconValue();
            ParseValue(item, path);
            items.Add(item);
            _reader.SkipSpaceAndComments();
        }

        return new HoconArray(items);
    }

    private HoconObject ObjectOf(HoconValue value) => value.Elements.Any(e => e is HoconSubstitution)
        ? throw _reader.Error("Akka.NET cannot merge an object into a substitution")
        : value.BecomeObject();

    private static void RefuseCycles(HoconValue value, HashSet<HoconValue> above)
    {
        if (!above.Add(value)) throw new FormatException("A substitution refers to itself.");
        IEnumerable<HoconValue> members = value.OwnMembers;
        members = members.Concat(value.Elements.OfType<HoconSubstitution>().Select(s => s.Target).OfType<HoconValue>());
        members = members.Concat(value.Elements.OfType<HoconArray>().SelectMany(a => a.Items));
        foreach (var member in members) RefuseCycles(member, above);
        above.Remove(value);
    }
}
