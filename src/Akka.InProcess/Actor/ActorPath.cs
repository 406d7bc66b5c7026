using System.Text.RegularExpressions;

namespace Akka.Actor;

public sealed partial class ActorPath : IEquatable<ActorPath>
{
    private ActorPath(ActorPath? parent, string name, long uid)
    {
        Parent = parent ?? this;
        Name = name;
        Uid = uid;
    }

    public string Name { get; }
    public ActorPath Parent { get; }
    public long Uid { get; }

    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new List<string>();
            for (var path = this; !path.IsRoot; path = path.Parent) elements.Insert(0, path.Name);
            return elements;
        }
    }

    internal bool IsRoot => ReferenceEquals(Parent, this);
    internal static ActorPath Root(string systemName) => new(null, "akka://" + systemName, 0);
    internal ActorPath Child(string name, long uid) => new(this, name, uid);
    public static bool IsValidPathElement(string s) => !string.IsNullOrEmpty(s) && s[0] != '$' && ValidName().IsMatch(s);
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name, 0);
    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);
    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";

    public override string ToString()
    {
        var root = this;
        while (!root.IsRoot) root = root.Parent;
        return root.Name + ToStringWithoutAddress();
    }

    public bool Equals(ActorPath? other)
    {
        for (var mine = this; other is not null; mine = mine.Parent, other = other.Parent)
        {
            if (ReferenceEquals(mine, other)) return true;
            if (mine.Name != other.Name || mine.IsRoot != other.IsRoot) return false;
            if (mine.IsRoot) return true;
        }

        return false;
    }

    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);
    public override int GetHashCode() => IsRoot ? Name.GetHashCode() : HashCode.Combine(Name, Parent.Name);
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);
    [GeneratedRegex("""^([a-zA-Z0-9\-_.*$+:@&=,!~';()"]|%[0-9a-fA-F]{2})+$""")]
    private static partial Regex ValidName();
}
