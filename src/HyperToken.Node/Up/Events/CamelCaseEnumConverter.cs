using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyperToken.Node.Up.Events;

/// <summary>Writes an enum as its name, first letter small, as the fields are.</summary>
internal sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase)
    where TEnum : struct, Enum;
