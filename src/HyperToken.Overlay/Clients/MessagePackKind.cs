namespace HyperToken.Overlay.Clients;

/// <summary>What a value of MessagePack is. Integers and floats are one, as in JavaScript.</summary>
internal enum MessagePackKind
{
    Nil = 0,
    Boolean,
    Number,
    String,
    Binary,
    Extension,
    Array,
    Map,
}
