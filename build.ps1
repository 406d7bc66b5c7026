#!/usr/bin/env pwsh
<#
.SYNOPSIS
  Build, test, measure and pack HyperToken.Akka. A convenience: README's two commands need only the .NET SDK.
.EXAMPLE
  ./build.ps1 test
.EXAMPLE
  ./build.ps1 pack -AkkaVersion 1.5.60
#>
param(
    [ValidateSet('build', 'test', 'bench', 'pack')]
    [string] $Task = 'build',
    [ValidateSet('inprocess', 'packages')]
    [string] $AkkaEngine,
    [string] $AkkaVersion,
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

# What is published runs on the real Akka.NET; everything else on the embedded engine unless told otherwise.
if (-not $AkkaEngine) { $AkkaEngine = if ($Task -eq 'pack') { 'packages' } else { 'inprocess' } }
$properties = @("-p:AkkaEngine=$AkkaEngine")
if ($AkkaVersion) { $properties += "-p:AkkaVersion=$AkkaVersion" }

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE" }
}

switch ($Task) {
    'build' { Invoke-DotNet build HyperToken.Akka.sln -c $Configuration --nologo @properties }
    'test' { Invoke-DotNet test HyperToken.Akka.sln -c $Configuration --nologo @properties }
    'bench' { Invoke-DotNet run --project tests/HyperToken.Benchmarks -c Release @properties -- --filter '*' }
    'pack' { Invoke-DotNet pack HyperToken.Akka.sln -c Release -o artifacts --nologo @properties }
}
