using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>The place of an actor in the tree, such as akka://system/user/parent/child. Equality leaves the incarnation out.</summary>
public sealed partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private ActorPath(ActorPath? parent, string name, long uid)
    {
        Parent = parent ?? this;
        Name = name;
        Uid = uid;
    }

    /// <summary>The last element; of the root, the system's name in front of which stands the scheme.</summary>
    public string Name { get; }
    /// <summary>The path without the last element; the root is its own parent.</summary>
    public ActorPath Parent { get; }
    /// <summary>Tells incarnations under the same path apart; 0 means any.</summary>
    public long Uid { get; }

    /// <summary>The names from the root's child down; empty for the root.</summary>
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
    /// <summary>True if actors may be named so.</summary>
    public static bool IsValidPathElement(string s) => !string.IsNullOrEmpty(s) && s[0] != '$' && ValidName().IsMatch(s);
    /// <summary>The path of a child, of any incarnation.</summary>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name, 0);
    /// <summary>The path without protocol and system: /user/parent/child.</summary>
    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);
    /// <summary>The path with the number of the incarnation behind a '#'.</summary>
    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";

    /// <inheritdoc/>
    public override string ToString()
    {
        var root = this;
        while (!root.IsRoot) root = root.Parent;
        return root.Name + ToStringWithoutAddress();
    }

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);
    /// <inheritdoc/>
    public override int GetHashCode() => IsRoot ? Name.GetHashCode() : HashCode.Combine(Name, Parent.Name);
    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());
    /// <summary>Equality without regard to the incarnation.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);
    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);
    [GeneratedRegex("""^([a-zA-Z0-9\-_.*$+:@&=,!~';()"]|%[0-9a-fA-F]{2})+$""")]
    private static partial Regex ValidName();
}
