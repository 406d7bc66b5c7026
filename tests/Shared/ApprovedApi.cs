using System.Reflection;
using PublicApiGenerator;

namespace HyperToken.Tests.Shared;

/// <summary>
/// Compares the public surface of an assembly with the text that was agreed on. Linked into the test project of each
/// published assembly; the agreed text is that project's <c>PublicApi.(assembly).txt</c>.
/// </summary>
internal static class ApprovedApi
{
    /// <summary>Fails where the surface differs, and leaves the surface found beside the agreed one.</summary>
    public static void Check(Assembly assembly)
    {
        var name = $"PublicApi.{assembly.GetName().Name}.txt";
        var agreedFile = Path.Combine(AppContext.BaseDirectory, name);
        var receivedFile = Path.ChangeExtension(agreedFile, ".received.txt");

        var agreed = Lines(File.ReadAllText(agreedFile));
        var found = Lines(assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }));
        File.Delete(receivedFile);
        if (agreed.SequenceEqual(found))
            return;

        File.WriteAllLines(receivedFile, found);
        var changes = agreed.Except(found).Select(line => $"- {line.Trim()}").Concat(found.Except(agreed).Select(line => $"+ {line.Trim()}"));
        Assert.Fail($"""
            {string.Join('\n', changes)}
            The public API is not the one agreed on. If that is meant: cp '{receivedFile}' '{Path.Combine(ProjectFolder(), name)}'
            """);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>The nearest folder above the build's output that has a project file.</summary>
    private static string ProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.csproj").Any())
                return folder.FullName;
        }

        return ".";
    }
}
