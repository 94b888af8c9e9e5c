using System.Text.Json;
using DtlsNotebooks.Runner.Execution;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Places;

/// <summary>The files by which containers are made say what the course needs. Their steps are run by .ci/places.</summary>
public sealed class ImageTests
{
    [Fact]
    public void The_image_restores_builds_and_writes_the_spec_as_a_user_who_is_not_root()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, ".binder", "Dockerfile"));
        int user = Array.FindIndex(lines, line => line.StartsWith("USER ", StringComparison.Ordinal));
        var steps = lines.Skip(user).Where(line => line.StartsWith("RUN dotnet ", StringComparison.Ordinal)).ToList();

        Assert.True(user > 0 && lines[user] != "USER root");
        Assert.DoesNotContain(lines.Skip(user + 1), line => line.StartsWith("USER ", StringComparison.Ordinal));
        Assert.Collection(
            steps,
            step => Assert.Equal("RUN dotnet tool restore", step),
            step => Assert.Contains("build lib/DtlsNotebooks.Runner", step, StringComparison.Ordinal),
            step => Assert.Contains("-- jupyter --kernels", step, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(lines.Take(user), line => line.StartsWith("RUN dotnet ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_development_container_runs_its_set_up_and_says_that_an_editor_comes()
    {
        string folder = Path.Combine(Repository.Root, ".devcontainer");
        using var container = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "devcontainer.json")));

        string command = container.RootElement.GetProperty("postCreateCommand").GetString()!;
        Assert.True(File.Exists(Path.Combine(Repository.Root, command.Split(' ')[^1])), command);
        JsonElement environment = container.RootElement.GetProperty("containerEnv");
        Assert.Equal("true", environment.GetProperty("DEVCONTAINER").GetString());
        // The editor starts the kernel with what the container has: the same as a kernel under Jupyter.
        Assert.All(
            KernelSettings.All,
            setting => Assert.Equal(setting.Value, environment.GetProperty(setting.Name).GetString())
        );
    }
}
