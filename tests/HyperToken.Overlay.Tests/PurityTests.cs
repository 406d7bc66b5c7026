using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Tests;

/// <summary>
/// The protocol does no I/O and owns no clock, thread, task or chance. Read from the compiled assembly, so that no spelling
/// gets around it.
/// </summary>
public sealed class PurityTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "Akka", "System.Net", "System.Threading", "System.Timers", "System.IO", "System.Diagnostics", "System.Reflection.Emit", "Microsoft",
    ];

    /// <summary>Whole types, and single members of types that are otherwise harmless.</summary>
    private static readonly string[] ForbiddenMembers =
    [
        "System.Random", "System.Console", "System.TimeProvider", "System.AppDomain",
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.GC.Collect",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    /// <summary>What is allowed of the above all the same, with all that is in it, each with its reason.</summary>
    private static readonly string[] Allowed =
    [
        // Attributes of the compiler.
        "System.Diagnostics.CodeAnalysis",
        "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.DebuggerNonUserCodeAttribute",
        "System.Diagnostics.DebuggerBrowsableState",
        "System.Diagnostics.DebuggerDisplayAttribute",

        // An iterator or a record asks who it is called by; nothing waits.
        "System.Environment.get_CurrentManagedThreadId",

        // Messages of clients are compressed. The runtime offers that on streams only; they are in memory.
        "System.IO.Compression.CompressionLevel",
        "System.IO.Compression.CompressionMode",
        "System.IO.Compression.ZLibStream",
        "System.IO.InvalidDataException",
        "System.IO.IOException",
        "System.IO.MemoryStream",
        "System.IO.Stream",
    ];

    [Fact]
    public void The_core_should_reference_nothing_but_the_runtime_and_protobuf()
    {
        var (metadata, file) = Open();
        using (file)
        {
            var assemblies = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
            Assert.All(assemblies, name => Assert.True(
                name == "Google.Protobuf" || name.StartsWith("System.", StringComparison.Ordinal), $"{name} is referenced."));
        }
    }

    [Fact]
    public void The_core_should_use_no_forbidden_type_or_member()
    {
        var (metadata, file) = Open();
        using (file)
        {
            var used = Types(metadata).Concat(Members(metadata)).ToList();
            Assert.Contains("System.Security.Cryptography.SHA256", used);
            Assert.Equal([], used.Where(IsForbidden).ToArray());
        }
    }

    [Theory]
    [InlineData("Akka.Actor.IActorRef")]
    [InlineData("System.Net.Sockets.Socket")]
    [InlineData("System.Threading.Tasks.Task`1")]
    [InlineData("System.Threading.Thread.Sleep")]
    [InlineData("System.Threading.Timer")]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp")]
    [InlineData("System.Random.get_Shared")]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.Environment.get_TickCount64")]
    [InlineData("System.IO.File.OpenRead")]
    [InlineData("System.IO.StreamReader")]
    [InlineData("System.IO.Compression.ZipFile.OpenRead")]
    public void The_check_should_catch_what_it_is_for(string name) => Assert.True(IsForbidden(name));

    [Theory]
    [InlineData("System.DateTime.AddDays")]
    [InlineData("System.TimeSpan.FromSeconds")]
    [InlineData("System.RandomNumbers")]
    [InlineData("System.Diagnostics.CodeAnalysis.NotNullWhenAttribute")]
    public void The_check_should_let_the_harmless_pass(string name) => Assert.False(IsForbidden(name));

    private static bool IsForbidden(string name) =>
        !Allowed.Any(allowed => $"{name}.".StartsWith(allowed + ".", StringComparison.Ordinal))
        && ForbiddenNamespaces.Concat(ForbiddenMembers).Any(part => $"{name}.".StartsWith(part + ".", StringComparison.Ordinal));

    private static (MetadataReader Metadata, PEReader File) Open()
    {
        var file = new PEReader(File.OpenRead(typeof(PeerWiring).Assembly.Location));
        return (file.GetMetadataReader(), file);
    }

    private static IEnumerable<string> Types(MetadataReader metadata) =>
        metadata.TypeReferences.Select(handle => NameOf(metadata, metadata.GetTypeReference(handle)));

    /// <summary>Member references, those of constructed generic types included.</summary>
    private static IEnumerable<string> Members(MetadataReader metadata)
    {
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                yield return $"{NameOf(metadata, type)}.{metadata.GetString(member.Name)}";
            }
        }
    }

    private static string NameOf(MetadataReader metadata, TypeReference type)
    {
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
            return $"{NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}.{name}";

        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
