namespace HyperToken.Node.Simulate;

/// <summary>The folder plots are written to. A file in it is a whole plot, or the one that was there before.</summary>
internal sealed class PlotFolder(string path)
{
    private const string Unfinished = ".unfinished";

    /// <summary>Makes sure that it can be written to, before anything is run for it.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $"{Guid.NewGuid():N}{Unfinished}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--plot {path} cannot be written: {unwritable.Message} Name a folder that can be.");
        }
    }

    /// <returns>The path of the file written.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public string Write(string name, string content)
    {
        var file = Path.Combine(path, name);
        var unfinished = file + Unfinished;
        try
        {
            File.WriteAllText(unfinished, content);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return file;
    }
}
