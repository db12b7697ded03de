#!/bin/bash
# A study in eight parts on a cluster with Slurm: sbatch slurm-array.sh, in a folder that all nodes share.
# When all are over, `npx ebb sweep study.yaml` on any node plays what a lost node left, and puts the table together.
#SBATCH --job-name=ebb
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=04:00:00
set -euo pipefail

npx ebb sweep study.yaml --shard auto --jobs "$SLURM_CPUS_PER_TASK"
